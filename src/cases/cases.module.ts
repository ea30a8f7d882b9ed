import { Module } from '@nestjs/common';
import { casesCommands } from './cases.commands.js';
import { HoursOfPromises } from './hours-of-promises.js';
import { Neighbours } from './neighbours.js';
import { RemindedAgents } from './reminded-agents.js';
import { RelatedCases } from './related-cases.js';
import { ReopenedWork } from './reopened-work.js';
import { ShiftHandovers } from './shift-handovers.js';
import { StreamMatters } from './stream-matters.js';
import { TakingUpAgain } from './taking-up-again.js';
import { TransferFacts } from './transfer-facts.js';
import { TwoCases } from './two-cases.js';
import { casesViews } from './views/cases.views.js';
import { WorkInHands } from './work-in-hands.js';
import { WorkOfDepartments } from './work-of-departments.js';

/**
 * Cases: their commands and their views. Whoever composes the application binds `CUSTOMER_FINDER` and
 * `DEPARTMENT_DIRECTORY` for the whole of it, and runs `casesProjections`.
 */
@Module({
  providers: [
    Neighbours,
    HoursOfPromises,
    RemindedAgents,
    TwoCases,
    RelatedCases,
    ReopenedWork,
    TakingUpAgain,
    TransferFacts,
    ShiftHandovers,
    WorkInHands,
    WorkOfDepartments,
    StreamMatters,
    ...casesCommands.flatMap(({ providers }) => providers),
    ...casesViews,
  ],
  exports: [WorkInHands, WorkOfDepartments, StreamMatters],
})
export class CasesModule {}
