import { Injectable } from '@nestjs/common';
import type { CommandContext, Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { IdentifierClaims } from '../../identifier-claims.js';
import { IdentifierFingerprints } from '../../identifier-fingerprints.js';
import { addIdentifier, type AddIdentifier } from './add-identifier.decision.js';

/** Reserves the identifier, then adds it to the customer. */
@Injectable()
export class AddIdentifierProcess implements CommandProcess<AddIdentifier> {
  constructor(
    private readonly claims: IdentifierClaims,
    private readonly fingerprints: IdentifierFingerprints,
  ) {}

  async execute(command: AddIdentifier, context: CommandContext): Promise<Receipt> {
    const identifier = this.fingerprints.of(command.kind, command.value);
    const decide = addIdentifier(command, context, identifier);
    return this.claims.give(command.customerId, [identifier], decide, context);
  }
}
