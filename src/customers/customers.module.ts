import { Module, type DynamicModule } from '@nestjs/common';
import { StreamCustomerFinder } from './customer-finder.js';
import { customersCommands } from './customers.commands.js';
import { IdentifierClaims } from './identifier-claims.js';
import { IDENTIFIER_KEY, IdentifierFingerprints } from './identifier-fingerprints.js';
import { Matters } from './matters.js';
import { Reservations } from './reservations.js';
import { CustomerByIdentifierHandler, CustomerByIdHandler } from './views/customer/customer.query.js';
import { CustomerResolver } from './views/customer/customer.resolver.js';
import { OutreachOfHandler } from './views/outreach/outreach.query.js';
import { OutreachResolver } from './views/outreach/outreach.resolver.js';
import { CustomersHandler } from './views/customer-card/customers.query.js';
import { CustomersResolver } from './views/customer-card/customers.resolver.js';

/** Customers: who they are, by what they are recognised, how they want to be reached. */
@Module({})
export class CustomersModule {
  /** @param identifierKey the secret under which identifiers are fingerprinted: see `IDENTIFIER_KEY` */
  static for(identifierKey: Uint8Array): DynamicModule {
    return {
      module: CustomersModule,
      providers: [
        { provide: IDENTIFIER_KEY, useValue: identifierKey },
        ...customersCommands.flatMap(({ providers }) => providers),
        IdentifierFingerprints,
        Reservations,
        IdentifierClaims,
        Matters,
        StreamCustomerFinder,
        CustomerByIdHandler,
        CustomerByIdentifierHandler,
        CustomerResolver,
        CustomersHandler,
        CustomersResolver,
        OutreachOfHandler,
        OutreachResolver,
      ],
      exports: [StreamCustomerFinder],
    };
  }
}
