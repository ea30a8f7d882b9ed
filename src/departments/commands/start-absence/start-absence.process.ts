import { Injectable } from '@nestjs/common';
import type { CommandContext, Receipt } from '@baton/event-store';
import type { CommandProcess } from '../../../platform/commands/command-slice.js';
import { AbsenceBeginning } from '../../absence-beginning.js';
import { startAbsence, type StartAbsence } from './start-absence.decision.js';

/** Begins an absence because somebody says so: refused while anything has nobody. */
@Injectable()
export class StartAbsenceProcess implements CommandProcess<StartAbsence> {
  constructor(private readonly absences: AbsenceBeginning) {}

  execute(command: StartAbsence, context: CommandContext): Promise<Receipt> {
    const decide = (uncovered: Parameters<typeof startAbsence>[2]['uncovered']) =>
      startAbsence(command, context, { uncovered });
    return this.absences.begin({ ...command, decide }, context);
  }
}
