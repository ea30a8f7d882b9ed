import { Inject, Injectable } from '@nestjs/common';
import type { CaseKind } from '@baton/contracts';
import { ViewQueries } from '@baton/projections';
import { DEPARTMENT_DIRECTORY, type DepartmentDirectory } from '../../department-directory.js';
import { CaseLoads } from '../department-load/case-loads.js';
import { likeliest, type Likely } from './ranking.js';
import { routingFlow } from './routing-flow.projection.js';
import type { Candidate } from './suggest-departments.document.js';

/** So many receivers of a sender are looked at, those that took most; and of these, so many as they stand now. */
const MOST_RECEIVERS = 50;
const MOST_CANDIDATES = 10;

/** Whose transfers are looked at, and what the case is about. */
interface About {
  readonly from: string;
  readonly product: string | undefined;
  readonly kind: CaseKind | undefined;
}

/** The departments that a sender's transfers went to, with how they stand now. Read along indexes, a few rows of each. */
@Injectable()
export class LikelyReceivers {
  constructor(
    @Inject(DEPARTMENT_DIRECTORY) private readonly departments: DepartmentDirectory,
    private readonly loads: CaseLoads,
    private readonly views: ViewQueries,
  ) {}

  /** The position of the last event of a sender that counted; undefined where none did. */
  async positionOf(from: string): Promise<string | undefined> {
    return (await this.views.get(routingFlow, 'senders', { from }))?.position;
  }

  /** The likeliest, without some departments and those that were never opened. */
  async of(about: About, without: ReadonlySet<string>, now: string): Promise<Candidate[]> {
    const likely = (await this.likely(about)).filter(({ to }) => !without.has(to)).slice(0, MOST_CANDIDATES);
    return (await Promise.all(likely.map((one) => this.asItStands(one, now)))).flat();
  }

  private async likely({ from, product, kind }: About): Promise<Likely[]> {
    const [pairs, ofProduct, ofKind] = await Promise.all([
      this.views.find(routingFlow, 'pairs', (query) =>
        query.where('from', '=', from).orderBy('accepted', 'desc').orderBy('to', 'desc').limit(MOST_RECEIVERS),
      ),
      product === undefined
        ? []
        : this.views.find(routingFlow, 'products', (query) =>
            query
              .where('from', '=', from)
              .where('product', '=', product)
              .orderBy('accepted', 'desc')
              .orderBy('to', 'desc')
              .limit(MOST_RECEIVERS),
          ),
      kind === undefined
        ? []
        : this.views.find(routingFlow, 'kinds', (query) =>
            query
              .where('from', '=', from)
              .where('kind', '=', kind)
              .orderBy('accepted', 'desc')
              .orderBy('to', 'desc')
              .limit(MOST_RECEIVERS),
          ),
    ]);
    return likeliest(pairs, ofProduct, ofKind);
  }

  /** With what the department can take on now; nothing where it was never opened. */
  private async asItStands(likely: Likely, now: string): Promise<Candidate[]> {
    const readiness = await this.departments.readiness(likely.to, now);
    return readiness ? [{ ...likely, readiness, ...(await this.loads.countsOf(likely.to)) }] : [];
  }
}
