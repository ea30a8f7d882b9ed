import { Inject, Injectable } from '@nestjs/common';
import { comparePositions } from '@baton/event-store';
import { ViewQueries } from '@baton/projections';
import {
  DEPARTMENT_DIRECTORY,
  type DepartmentDirectory,
  type DepartmentReadiness,
} from '../../department-directory.js';
import { nameOf } from '../department-load/agents-of-offers.js';
import { CaseLoads } from '../department-load/case-loads.js';
import { likeliest, newcomer, type Likely, type Passings } from './ranking.js';
import { routingFlow } from './routing-flow.projection.js';
import { skillLoads, skillsWanted, type Candidate, type Wanted } from './suggest-departments.document.js';

/** So many receivers of a sender are looked at, those that took most; and of these, so many as they stand now. */
const MOST_RECEIVERS = 50;
const MOST_CANDIDATES = 10;
/** So many departments are looked at that have a skill which is wanted, whatever they took. */
const MOST_ABLE = 10;
/** So many of the skills that are wanted are looked at, whether there is room for one more. */
const MOST_SKILLS = 5;

/** Who might receive a case, and the position of the last event that counted for it; undefined where none did. */
export interface Receivers {
  readonly candidates: Candidate[];
  readonly position: string | undefined;
  /** Whether one of them has the skill that the caller names, itself or in one of its agents; true where he names none. */
  readonly skillKnown: boolean;
}

/**
 * The departments that a sender's transfers went to, and those that have a skill which is wanted, with how they stand now.
 * Read along indexes, a few rows of each.
 */
@Injectable()
export class LikelyReceivers {
  constructor(
    @Inject(DEPARTMENT_DIRECTORY) private readonly departments: DepartmentDirectory,
    private readonly loads: CaseLoads,
    private readonly views: ViewQueries,
  ) {}

  /** The likeliest and the able, without some departments and those that were never opened. */
  async of(wanted: Wanted, without: ReadonlySet<string>, now: string): Promise<Receivers> {
    const { from, ask, skill } = wanted;
    const [sender, others] = await Promise.all([
      this.views.get(routingFlow, 'senders', { from }),
      this.departments.whoCan({ ask, skill, without: [from, ...without] }, MOST_ABLE),
    ]);
    const likely = await this.likely(
      wanted,
      others.map(({ department }) => department),
    );
    const allowed = likely.filter(({ to }) => !without.has(to));
    const first = allowed.slice(0, MOST_CANDIDATES);
    const further = others
      .filter(({ department }) => !first.some(({ to }) => to === department))
      .map(({ department }) => allowed.find(({ to }) => to === department) ?? newcomer(department, likely));
    const candidates = await this.asTheyStand([...first, ...further], wanted, now);
    const positions = [...(sender ? [sender] : []), ...others].map(({ position }) => position);
    const skillKnown = skill === undefined || (await this.someHave(candidates, skill, now));
    return { candidates, position: positions.sort(comparePositions).at(-1), skillKnown };
  }

  private async someHave(candidates: readonly Candidate[], skill: string, now: string): Promise<boolean> {
    if (candidates.some(({ readiness }) => readiness.skills.includes(skill))) return true;
    const able = await this.departments.skilled(
      candidates.map(({ to }) => to),
      [skill],
      now,
    );
    return able.of.size > 0 || able.unknown.size > 0;
  }

  private async likely({ from, product, kind }: Wanted, able: readonly string[]): Promise<Likely[]> {
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
    return likeliest([...pairs, ...(await this.further(from, able, pairs))], ofProduct, ofKind);
  }

  /** What went to those who can do what is wanted, where they are not among those that took most. */
  private async further(from: string, able: readonly string[], pairs: readonly Passings[]): Promise<Passings[]> {
    const further = able.filter((department) => !pairs.some(({ to }) => to === department));
    if (further.length === 0 || pairs.length < MOST_RECEIVERS) return [];
    return this.views.find(routingFlow, 'pairs', (query) => query.where('from', '=', from).where('to', 'in', further));
  }

  /**
   * With what each of them can take on now; without those that were never opened, and those that everybody has left (H7). Read
   * at once, however many they are.
   */
  private async asTheyStand(likely: readonly Likely[], wanted: Wanted, now: string): Promise<Candidate[]> {
    const [staying, ready] = await Promise.all([
      this.departments.staying(likely.map(({ to }) => to)),
      Promise.all(likely.map(({ to }) => this.departments.readiness(to, now))),
    ]);
    const open = likely.flatMap((one, at): Standing[] => {
      const readiness = ready[at];
      return readiness && staying.get(one.to) !== 0
        ? [{ ...one, readiness, wanted: skillsLookedAt(wanted, readiness) }]
        : [];
    });
    const skills = [...new Set(open.flatMap((one) => one.wanted))];
    const loads = await this.loads.ofAll(
      open.map(({ to }) => to),
      skills,
    );
    const perAgent = open.filter((one) => one.readiness.capacity.perAgent !== undefined && one.wanted.length > 0);
    const able = await this.departments.skilled(
      perAgent.map(({ to }) => to),
      skills,
      now,
    );
    const held = await this.loads.heldBy([...able.of.values()].flat().map(nameOf));
    return open.map(({ wanted: looked, ...one }) => {
      const { accountable, offered } = loads.counts.get(one.to) ?? NO_LOAD;
      const counts = (skill: string) =>
        loads.skilled.find((each) => each.department === one.to && each.skill === skill) ?? { cases: 0, offered: 0 };
      const skilled = looked.flatMap((skill) =>
        skillLoads(skill, one.readiness, counts(skill), able.of.get(one.to) ?? [], held),
      );
      return { ...one, accountable, offered, skilled, tooMany: able.unknown.has(one.to) };
    });
  }
}

/** A department that may be suggested, and the skills of it that are wanted. */
type Standing = Likely & { readonly readiness: DepartmentReadiness; readonly wanted: readonly string[] };

const NO_LOAD = { accountable: 0, offered: 0 };

/** The skills that are wanted of a department: it may have agents with the one that is named without saying so itself. */
function skillsLookedAt(wanted: Wanted, readiness: DepartmentReadiness): string[] {
  const named = wanted.skill === undefined ? [] : [wanted.skill];
  return [...new Set([...named, ...skillsWanted(wanted, readiness)])].slice(0, MOST_SKILLS);
}
