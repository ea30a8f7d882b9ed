import { Injectable } from '@nestjs/common';
import type { CommandContext, Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { AbsenceBeginning, type Beginning } from '../../absence-beginning.js';
import { HandingOn } from '../../handing-on.js';
import { beginAbsence, type BeginAbsence } from './begin-absence.decision.js';

/** Begins an absence because its time has come. What has nobody is brought before the supervisor, then it is held up. */
@Injectable()
export class BeginAbsenceProcess implements CommandProcess<BeginAbsence> {
  constructor(
    private readonly absences: AbsenceBeginning,
    private readonly handing: HandingOn,
  ) {}

  execute(command: BeginAbsence, context: CommandContext): Promise<Receipt> {
    const beginning: Beginning = {
      ...command,
      decide: (uncovered) => beginAbsence(command, context, { uncovered }),
      heldUp: (agent, absence, uncovered) => this.handing.escalate(agent, absence, uncovered, context),
    };
    return this.absences.begin(beginning, context);
  }
}
