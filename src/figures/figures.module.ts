import { Module } from '@nestjs/common';
import { caseFigures } from './views/case-figures/case-figures.projection.js';
import { contactRatings } from './views/contact-ratings/contact-ratings.projection.js';
import { ContactRatingsHandler } from './views/contact-ratings/contact-ratings.query.js';
import { ContactRatingsResolver } from './views/contact-ratings/contact-ratings.resolver.js';
import { RatingsOfContacts } from './views/contact-ratings/ratings-of-contacts.js';
import { handoffQuality } from './views/handoff-quality/handoff-quality.projection.js';
import { HandoffQualityHandler } from './views/handoff-quality/handoff-quality.query.js';
import { HandoffQualityResolver } from './views/handoff-quality/handoff-quality.resolver.js';
import { HandoffsOfDepartments } from './views/handoff-quality/handoffs-of-departments.js';
import { FiguresOfPromises } from './views/promise-figures/figures-of-promises.js';
import { promiseFigures } from './views/promise-figures/promise-figures.projection.js';
import { PromiseFiguresHandler } from './views/promise-figures/promise-figures.query.js';
import { PromiseFiguresResolver } from './views/promise-figures/promise-figures.resolver.js';
import { FiguresOfCases } from './views/service-figures/figures-of-cases.js';
import { ServiceFiguresHandler } from './views/service-figures/service-figures.query.js';
import { ServiceFiguresResolver } from './views/service-figures/service-figures.resolver.js';
import { TransferFlowHandler } from './views/transfer-flow/transfer-flow.query.js';
import { TransferFlowResolver } from './views/transfer-flow/transfer-flow.resolver.js';

/** The projections that the figures are sums over. */
export const figuresProjections = [caseFigures, handoffQuality, contactRatings, promiseFigures];

/** Figures with one definition each. */
@Module({
  providers: [
    FiguresOfCases,
    ServiceFiguresHandler,
    ServiceFiguresResolver,
    TransferFlowHandler,
    TransferFlowResolver,
    HandoffsOfDepartments,
    HandoffQualityHandler,
    HandoffQualityResolver,
    RatingsOfContacts,
    ContactRatingsHandler,
    ContactRatingsResolver,
    FiguresOfPromises,
    PromiseFiguresHandler,
    PromiseFiguresResolver,
  ],
})
export class FiguresModule {}
