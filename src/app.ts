import { auditProjections } from './audit/audit.module.js';
import { casesPolicies } from './cases/cases.policies.js';
import { casesProjections } from './cases/cases.projections.js';
import { customersPolicies } from './customers/customers.policies.js';
import { customerCard } from './customers/views/customer-card/customer-card.projection.js';
import { openDemoOffice } from './demo/demo-office.js';
import { departmentsPolicies } from './departments/departments.policies.js';
import { agents } from './departments/views/agents/agents.projection.js';
import { departments } from './departments/views/departments/departments.projection.js';
import { figuresProjections } from './figures/figures.module.js';
import { retiredPolicies } from './retired-policies.js';
import { AppModule } from './app.module.js';
import type { App } from './platform/app.js';
import { timersOf } from './platform/policies/timers.projection.js';

const policies = [...casesPolicies, ...customersPolicies, ...departmentsPolicies];
const timers = timersOf(policies, retiredPolicies);

/** Baton: its modules, its views, what it does by itself, and its demo office. */
export const app: App = {
  projections: [
    customerCard,
    departments,
    agents,
    ...casesProjections,
    ...figuresProjections,
    ...auditProjections,
    timers,
  ],
  policies: { declared: policies, timers },
  module: (basis) => AppModule.for(basis),
  demo: { caller: { agent: 'greta', department: 'call-centre', role: 'SUPERVISOR' }, open: openDemoOffice },
};
