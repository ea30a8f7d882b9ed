import { Module } from '@nestjs/common';
import { caseFigures } from './views/case-figures/case-figures.projection.js';
import { FiguresOfCases } from './views/service-figures/figures-of-cases.js';
import { ServiceFiguresHandler } from './views/service-figures/service-figures.query.js';
import { ServiceFiguresResolver } from './views/service-figures/service-figures.resolver.js';
import { TransferFlowHandler } from './views/transfer-flow/transfer-flow.query.js';
import { TransferFlowResolver } from './views/transfer-flow/transfer-flow.resolver.js';

/** The projections that the figures are sums over. */
export const figuresProjections = [caseFigures];

/** Figures with one definition each. */
@Module({
  providers: [FiguresOfCases, ServiceFiguresHandler, ServiceFiguresResolver, TransferFlowHandler, TransferFlowResolver],
})
export class FiguresModule {}
