import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ViewQueries } from '@baton/projections';
import { AtLeast } from '../../../platform/graphql/at-least.js';
import { CUSTOMER_FINDER, type CustomerFinder } from '../../customer-finder.js';
import { caseList } from '../case-list/case-list.projection.js';
import { CaseReader } from '../case-reader.js';
import { promisesInWords } from './promises-in-words.document.js';
import type { PromisesInWords } from './promises-in-words.result.js';

/** What the customer of a case was promised, in his language; undefined where there is no such case. */
export class PromisesToCustomer extends Query<PromisesInWords | undefined> {
  constructor(
    /** The id of the case, or its name in another system. */
    readonly caseReference: string,
    readonly language: string | undefined,
    readonly atLeast: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(PromisesToCustomer)
export class PromisesToCustomerHandler implements IQueryHandler<PromisesToCustomer> {
  constructor(
    private readonly cases: CaseReader,
    private readonly views: ViewQueries,
    @Inject(CUSTOMER_FINDER) private readonly customers: CustomerFinder,
    private readonly atLeast: AtLeast,
  ) {}

  async execute({ caseReference, language, atLeast }: PromisesToCustomer): Promise<PromisesInWords | undefined> {
    await this.atLeast.reached(atLeast, caseList);
    const named = UUID.test(caseReference) ? caseReference.toLowerCase() : await this.byReference(caseReference);
    const asked = named === undefined ? undefined : await this.cases.now(named);
    if (!asked) return undefined;
    const state = (await this.cases.survivor(asked)) ?? asked;
    const { customerId } = state.opened;
    const customer = customerId === undefined ? undefined : await this.customers.byId(customerId);
    return promisesInWords(state, await this.cases.duplicates(state), language, customer?.preferences?.language);
  }

  /** Where several cases have that name in another system, the newest. */
  private async byReference(reference: string): Promise<string | undefined> {
    const [found] = await this.views.find(caseList, 'rows', (query) =>
      query.where('reference', '=', reference).orderBy('openedAt', 'desc').orderBy('caseId', 'desc').limit(1),
    );
    return found?.caseId;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
