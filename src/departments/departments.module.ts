import { Module } from '@nestjs/common';
import { StreamDepartmentDirectory } from './department-directory.js';
import { AbsenceBeginning } from './absence-beginning.js';
import { departmentsCommands } from './departments.commands.js';
import { HandingOn } from './handing-on.js';
import { LastOfDepartment } from './last-of-department.js';
import { StandInReader } from './stand-in-reader.js';
import { KnownAgentsReader } from './known-agents.js';
import { AbsencePlanHandler } from './views/absence-plan/absence-plan.query.js';
import { AbsencePlanResolver } from './views/absence-plan/absence-plan.resolver.js';
import { AgentByIdHandler, AgentsHandler } from './views/agents/agents.query.js';
import { AgentsResolver } from './views/agents/agents.resolver.js';
import { DepartmentByCodeHandler, DepartmentsHandler } from './views/departments/departments.query.js';
import { DepartmentsResolver } from './views/departments/departments.resolver.js';

/** Departments and the agents who work in them. */
@Module({
  providers: [
    ...departmentsCommands.flatMap(({ providers }) => providers),
    KnownAgentsReader,
    StandInReader,
    HandingOn,
    LastOfDepartment,
    AbsenceBeginning,
    StreamDepartmentDirectory,
    DepartmentByCodeHandler,
    DepartmentsHandler,
    DepartmentsResolver,
    AgentByIdHandler,
    AgentsHandler,
    AgentsResolver,
    AbsencePlanHandler,
    AbsencePlanResolver,
  ],
  exports: [StreamDepartmentDirectory],
})
export class DepartmentsModule {}
