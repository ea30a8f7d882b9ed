import { Injectable } from '@nestjs/common';
import type { CommandContext, Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { IdentifierClaims } from '../../identifier-claims.js';
import { IdentifierFingerprints } from '../../identifier-fingerprints.js';
import { registerCustomer, registeredId, type RegisterCustomer } from './register-customer.decision.js';

/** Reserves the identifiers of a new customer, then registers it with all of them in one append. */
@Injectable()
export class RegisterCustomerProcess implements CommandProcess<RegisterCustomer> {
  constructor(
    private readonly claims: IdentifierClaims,
    private readonly fingerprints: IdentifierFingerprints,
  ) {}

  async execute(command: RegisterCustomer, context: CommandContext): Promise<Receipt> {
    const known = (command.identifiers ?? []).map(({ kind, value }) => this.fingerprints.of(kind, value));
    const identifiers = [...new Map(known.map((identifier) => [identifier.fingerprint, identifier])).values()];
    const decide = registerCustomer(command, context, identifiers);
    return this.claims.give(registeredId(command, context), identifiers, decide, context);
  }
}
