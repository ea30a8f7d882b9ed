import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { IdentifierKind } from '@baton/contracts';
import { StreamCustomerFinder } from '../../customer-finder.js';
import type { Customer } from './customer.result.js';

/** A customer by its id, as its own stream tells it now. */
export class CustomerById extends Query<Customer | undefined> {
  constructor(readonly customerId: string) {
    super();
  }
}

/** The customer recognised by an identifier now, its value as people write it. */
export class CustomerByIdentifier extends Query<Customer | undefined> {
  constructor(
    readonly kind: IdentifierKind,
    readonly value: string,
  ) {
    super();
  }
}

@QueryHandler(CustomerById)
export class CustomerByIdHandler implements IQueryHandler<CustomerById> {
  constructor(private readonly finder: StreamCustomerFinder) {}

  execute({ customerId }: CustomerById): Promise<Customer | undefined> {
    return this.finder.byId(customerId);
  }
}

@QueryHandler(CustomerByIdentifier)
export class CustomerByIdentifierHandler implements IQueryHandler<CustomerByIdentifier> {
  constructor(private readonly finder: StreamCustomerFinder) {}

  execute({ kind, value }: CustomerByIdentifier): Promise<Customer | undefined> {
    return this.finder.byIdentifier(kind, value);
  }
}
