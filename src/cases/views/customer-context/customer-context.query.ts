import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { IdentifierKind } from '@baton/contracts';
import { ViewQueries } from '@baton/projections';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { CUSTOMER_FINDER, type CustomerFinder, type KnownCustomer } from '../../customer-finder.js';
import { caseList } from '../case-list/case-list.projection.js';
import { CaseReader } from '../case-reader.js';
import { PromiseLedger } from '../promises/promise-ledger.js';
import { promiseLedger } from '../promises/promises.projection.js';
import { SHOWN_AT_ONCE, type CustomerContext, type OpenCase } from './customer-context.result.js';
import { customerHistory, type CustomerContact, type CustomerStatement } from './customer-history.projection.js';
import { openCaseOf } from './open-case.document.js';

/** All that is known about the customer recognised by an identifier, its value as people write it. */
export class CustomerContextOf extends Query<CustomerContext | undefined> {
  constructor(
    readonly kind: IdentifierKind,
    readonly value: string,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

/** Who he is and his open cases are read live; which cases are his, and what went before, from the views. */
@QueryHandler(CustomerContextOf)
export class CustomerContextHandler implements IQueryHandler<CustomerContextOf> {
  constructor(
    @Inject(CUSTOMER_FINDER) private readonly customers: CustomerFinder,
    private readonly cases: CaseReader,
    private readonly views: ViewQueries,
    private readonly ledger: PromiseLedger,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ kind, value, atLeast }: CustomerContextOf): Promise<CustomerContext | undefined> {
    await this.atLeast.reached(atLeast, caseList, promiseLedger, customerHistory);
    const customer = await this.customers.byIdentifier(kind, value);
    if (!customer) return undefined;
    const { customerId } = customer;
    const promised = { customerId, status: 'OPEN' } as const;
    const [openCases, openCaseCount, lastContacts, openPromises, openPromiseCount, statements] = await Promise.all([
      this.openCases(customerId),
      this.openCaseCount(customerId),
      this.lastContacts(customerId),
      this.ledger.page(promised, { limit: SHOWN_AT_ONCE.promises - 1, after: undefined }),
      this.ledger.count(promised),
      this.statements(customerId),
    ]);
    return {
      customer: shown(customer),
      openCases,
      openCaseCount,
      lastContacts,
      openPromises,
      openPromiseCount,
      statements,
    };
  }

  private async openCases(customerId: string): Promise<OpenCase[]> {
    const rows = await this.views.find(caseList, 'rows', (query) =>
      query
        .where('customerId', '=', customerId)
        .where('status', '=', 'OPEN')
        .orderBy('openedAt', 'desc')
        .orderBy('caseId', 'desc')
        .limit(SHOWN_AT_ONCE.cases),
    );
    const states = await Promise.all(rows.map(({ caseId }) => this.cases.now(caseId)));
    const open = states.flatMap((state) => (state?.status === 'OPEN' ? [state] : []));
    return Promise.all(open.map(async (state) => openCaseOf(state, await this.cases.duplicates(state))));
  }

  private async openCaseCount(customerId: string): Promise<number> {
    const { count } = await this.views.run(() =>
      this.views
        .from(caseList, 'rows')
        .where('customerId', '=', customerId)
        .where('status', '=', 'OPEN')
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
    );
    return Number(count);
  }

  private lastContacts(customerId: string): Promise<CustomerContact[]> {
    return this.views.find(customerHistory, 'contacts', (query) =>
      query
        .where('customerId', '=', customerId)
        .orderBy('at', 'desc')
        .orderBy('caseId', 'desc')
        .orderBy('contactId', 'desc')
        .limit(SHOWN_AT_ONCE.contacts),
    );
  }

  private statements(customerId: string): Promise<CustomerStatement[]> {
    return this.views.find(customerHistory, 'statements', (query) =>
      query
        .where('customerId', '=', customerId)
        .orderBy('at', 'desc')
        .orderBy('caseId', 'desc')
        .orderBy('subject', 'desc')
        .limit(SHOWN_AT_ONCE.statements),
    );
  }
}

const shown = ({ identifiers, preferences, ...customer }: KnownCustomer): CustomerContext['customer'] => ({
  ...customer,
  ...(preferences ? { preferences } : {}),
  identifiers: identifiers.slice(0, SHOWN_AT_ONCE.identifiers),
});
