import { Global, Module, type DynamicModule } from '@nestjs/common';
import { accessMatrix } from './access-matrix.js';
import { AccessLog } from './audit/access-log/access-log.js';
import { AuditModule } from './audit/audit.module.js';
import { CasesModule } from './cases/cases.module.js';
import { StreamMatters } from './cases/stream-matters.js';
import { WorkInHands } from './cases/work-in-hands.js';
import { WorkOfDepartments } from './cases/work-of-departments.js';
import { sentenceOf } from './cases/views/case-trail/case-trail.sentences.js';
import { CUSTOMER_FINDER } from './cases/customer-finder.js';
import { DEPARTMENT_DIRECTORY } from './cases/department-directory.js';
import { SUGGESTION_SEALS, SuggestionSeals } from './cases/suggestion-seals.js';
import { StreamCustomerFinder } from './customers/customer-finder.js';
import { MATTER_DIRECTORY } from './customers/matter-directory.js';
import { CustomersModule } from './customers/customers.module.js';
import { StreamDepartmentDirectory } from './departments/department-directory.js';
import { DepartmentsModule } from './departments/departments.module.js';
import { DEPARTMENT_WORK } from './departments/department-work.js';
import { OPEN_WORK } from './departments/open-work.js';
import type { CaseFeedOptions } from './feeds/case-feed.js';
import { StreamCaseConcern } from './feeds/case-concern.js';
import { FEED_READERS, type FeedReaders } from './feeds/feed-readers.js';
import { FeedsModule } from './feeds/feeds.module.js';
import { FiguresModule } from './figures/figures.module.js';
import type { Basis } from './platform/app.js';
import type { Access } from './platform/access/access-guard.js';
import type { Baton } from './platform/engine/baton.js';
import type { Heartbeats } from './platform/http/heartbeats.js';
import { PlatformModule } from './platform/platform.module.js';

/** Who answers what a module asks about its neighbours: the only place where one module meets another. */
@Global()
@Module({})
class NeighboursModule {
  static for(customers: DynamicModule, readers: FeedReaders, seals: SuggestionSeals): DynamicModule {
    const answers = [
      { provide: DEPARTMENT_DIRECTORY, useExisting: StreamDepartmentDirectory },
      { provide: CUSTOMER_FINDER, useExisting: StreamCustomerFinder },
      { provide: MATTER_DIRECTORY, useExisting: StreamMatters },
      { provide: OPEN_WORK, useExisting: WorkInHands },
      { provide: DEPARTMENT_WORK, useExisting: WorkOfDepartments },
      { provide: FEED_READERS, useValue: readers },
      { provide: SUGGESTION_SEALS, useValue: seals },
    ];
    return {
      module: NeighboursModule,
      imports: [CasesModule, DepartmentsModule, customers],
      providers: answers,
      exports: answers,
    };
  }
}

const accessTo = ({ streams, queries }: Baton, recorder: AccessLog): Access => {
  const directory = new StreamDepartmentDirectory(streams, queries);
  return {
    matrix: accessMatrix,
    departmentOfAgent: (agent) => directory.departmentOf(agent),
    hasLeft: (agent) => directory.hasLeft(agent),
    recorder,
  };
};
/** How what stays open is kept: a test has its own ways. */
interface OpenEnded {
  readonly heartbeats?: Heartbeats;
  readonly feed?: CaseFeedOptions;
}

/** Puts the modules together; they do not know one another. */
@Module({})
export class AppModule {
  static for(basis: Basis, { heartbeats, feed }: OpenEnded = {}): DynamicModule {
    const key = basis.baton.secrets.identifierKey();
    const customers = CustomersModule.for(key);
    const { streams, clock } = basis.baton;
    const accessLog = new AccessLog(streams, clock, new StreamCaseConcern(streams));
    return {
      module: AppModule,
      imports: [
        PlatformModule.for(basis, accessTo(basis.baton, accessLog), heartbeats),
        NeighboursModule.for(customers, accessLog, new SuggestionSeals(key)),
        CasesModule,
        FeedsModule.for(sentenceOf, feed),
        FiguresModule,
        AuditModule,
        DepartmentsModule,
        customers,
      ],
    };
  }
}
