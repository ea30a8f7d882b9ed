import { Injectable } from '@nestjs/common';
import type { CommandContext, Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { IdentifierClaims } from '../../identifier-claims.js';
import { IdentifierFingerprints } from '../../identifier-fingerprints.js';
import { retireIdentifier, type RetireIdentifier } from './retire-identifier.decision.js';

/** Retires the identifier of the customer, then frees it for others. */
@Injectable()
export class RetireIdentifierProcess implements CommandProcess<RetireIdentifier> {
  constructor(
    private readonly claims: IdentifierClaims,
    private readonly fingerprints: IdentifierFingerprints,
  ) {}

  async execute(command: RetireIdentifier, context: CommandContext): Promise<Receipt> {
    const identifier = this.fingerprints.of(command.kind, command.value);
    const decide = retireIdentifier(command, context, identifier);
    const { fingerprint } = identifier;
    return this.claims.take({ customerId: command.customerId, fingerprint, context }, decide);
  }
}
