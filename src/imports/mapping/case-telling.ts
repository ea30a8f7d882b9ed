import { derivedId, type CaseFact, type CaseOpened, type WaitingOn } from '@baton/contracts';
import type { Effect, Profile, ProfileRule } from '../profiles/profile.js';
import type { SourceRow } from './source-row.js';

/** How a case stands between two of its rows, as far as the log tells. */
interface Standing {
  readonly department: string;
  readonly status: 'OPEN' | 'RESOLVED' | 'CLOSED';
  readonly holder: string | undefined;
  readonly waitingOn: WaitingOn | undefined;
}

const RESUMING: readonly Effect[] = ['claimed', 'released', 'resolved', 'closed', 'resumed'];

/**
 * Tells a case, row by row, in the words of Baton: what the log says and nothing else (X5). Every row becomes at
 * least one fact; one that changes nothing that Baton keeps is a `WorkReported`.
 */
export class CaseTelling {
  private standing: Standing | undefined;

  constructor(
    private readonly caseId: string,
    private readonly opening: Pick<CaseOpened, 'reference' | 'product' | 'segment' | 'kind' | 'urgency'>,
    private readonly profile: Profile,
  ) {}

  /** The department that has the case, as of the last row told; undefined before the first. */
  get department(): string | undefined {
    return this.standing?.department;
  }

  /** What the next row says. The first one must name a department. */
  tell(row: SourceRow): CaseFact[] {
    const rule = this.profile.rules.find(({ when }) => fits(when, row));
    const before = this.standing;
    const telling = new RowTelling(row, rule, this.profile, before);
    const facts: CaseFact[] = [];
    if (!before) facts.push({ type: 'CaseOpened', data: { department: row.department ?? '', ...this.opening } });
    facts.push(...telling.facts(this.caseId));
    this.standing = telling.standing;
    return facts.length > 0 ? facts : [telling.work()];
  }
}

/** One row: how the case stands while it is being told. */
class RowTelling {
  standing: Standing;
  private readonly says: ReadonlySet<Effect>;

  constructor(
    private readonly row: SourceRow,
    private readonly rule: ProfileRule | undefined,
    private readonly profile: Profile,
    before: Standing | undefined,
  ) {
    this.says = new Set(rule?.then ?? ['work']);
    this.standing = before ?? {
      department: row.department ?? '',
      status: 'OPEN',
      holder: undefined,
      waitingOn: undefined,
    };
  }

  facts(caseId: string): CaseFact[] {
    return [
      ...this.waitEnded(),
      ...this.reopened(),
      ...this.transferred(),
      ...this.released(),
      ...this.claimed(),
      ...this.contactAndEnd(caseId),
      ...this.waitStarted(),
      ...(this.rule && this.says.has('work') ? [this.work()] : []),
    ];
  }

  work(): CaseFact {
    const words = this.profile.columns.step
      .map((column) => this.row.columns[column])
      .filter((word) => word !== undefined);
    const step = words.join(' / ').slice(0, 200) || 'not named';
    return { type: 'WorkReported', data: { step, ...(this.row.agent === undefined ? {} : { agent: this.row.agent }) } };
  }

  private waitEnded(): CaseFact[] {
    const { waitingOn } = this.standing;
    const goesOn = this.says.has('wait')
      ? this.rule?.waitingOn === waitingOn
      : !RESUMING.some((effect) => this.says.has(effect));
    if (waitingOn === undefined || goesOn) return [];
    this.standing = { ...this.standing, waitingOn: undefined };
    return [{ type: 'WaitEnded', data: {} }];
  }

  private reopened(): CaseFact[] {
    if (!this.says.has('reopened') || this.standing.status === 'OPEN') return [];
    this.standing = { ...this.standing, status: 'OPEN' };
    return [{ type: 'CaseReopened', data: this.reason() }];
  }

  private transferred(): CaseFact[] {
    const { department: from } = this.standing;
    const to = this.row.department ?? from;
    if (to === from) return [];
    this.standing = { ...this.standing, department: to, holder: undefined };
    return [{ type: 'TransferObserved', data: { from, to } }];
  }

  private released(): CaseFact[] {
    if (!this.says.has('released') || this.standing.holder === undefined) return [];
    this.standing = { ...this.standing, holder: undefined };
    return [{ type: 'CaseReleased', data: this.reason() }];
  }

  private claimed(): CaseFact[] {
    const { agent } = this.row;
    const { holder, status } = this.standing;
    if (!this.says.has('claimed') || agent === undefined || agent === holder || status !== 'OPEN') return [];
    if (this.isSystem()) return [];
    this.standing = { ...this.standing, holder: agent };
    return [{ type: 'CaseClaimed', data: { holder: agent } }];
  }

  /** A case that is resolved or closed in a contact: the contact comes first, and the resolution names it. */
  private contactAndEnd(caseId: string): CaseFact[] {
    const { direction, channel } = this.rule ?? {};
    const contactId = this.says.has('contact') ? derivedId(caseId, `contact ${this.row.index}`) : undefined;
    const facts: CaseFact[] = [];
    if (contactId !== undefined) {
      const known = {
        ...(direction === undefined ? {} : { direction }),
        ...(channel === undefined ? {} : { channel }),
      };
      facts.push({ type: 'ContactRecorded', data: { contactId, ...known } });
    }
    if (this.says.has('resolved') && this.standing.status === 'OPEN') {
      this.end('RESOLVED');
      facts.push({ type: 'CaseResolved', data: contactId === undefined ? {} : { contactId } });
    }
    if (this.says.has('closed') && this.standing.status !== 'CLOSED') {
      this.end('CLOSED');
      facts.push({ type: 'CaseClosed', data: { ...this.reason(), ...(this.isSystem() ? { automatic: true } : {}) } });
    }
    return facts;
  }

  private waitStarted(): CaseFact[] {
    const waitingOn = this.rule?.waitingOn;
    const { status, waitingOn: already } = this.standing;
    if (!this.says.has('wait') || waitingOn === undefined || status !== 'OPEN' || already !== undefined) return [];
    this.standing = { ...this.standing, waitingOn };
    return [{ type: 'WaitStarted', data: { on: waitingOn } }];
  }

  private end(status: Standing['status']): void {
    this.standing = { ...this.standing, status, holder: undefined, waitingOn: undefined };
  }

  private isSystem(): boolean {
    return this.row.agent !== undefined && (this.profile.systemAgents ?? []).includes(this.row.agent);
  }

  private reason(): { reason?: string } {
    return this.rule?.reason === undefined ? {} : { reason: this.rule.reason };
  }
}

const fits = (when: ProfileRule['when'], { columns }: SourceRow): boolean =>
  Object.entries(when).every(([column, wanted]) => {
    const value = columns[column];
    return value !== undefined && (Array.isArray(wanted) ? wanted.includes(value) : wanted === value);
  });
