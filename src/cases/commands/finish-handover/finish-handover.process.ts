import { Injectable } from '@nestjs/common';
import type { CommandContext, Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { ShiftHandovers } from '../../shift-handovers.js';
import type { FinishHandover } from './finish-handover.decision.js';

/** Goes on where whoever began it left off. */
@Injectable()
export class FinishHandoverProcess implements CommandProcess<FinishHandover> {
  constructor(private readonly handovers: ShiftHandovers) {}

  execute({ handoverId }: FinishHandover, context: CommandContext): Promise<Receipt> {
    return this.handovers.offerAll(handoverId, context);
  }
}
