import { refuse, type OfferQueue } from '@baton/contracts';
import type { CallBack } from './call-back.js';
import { isFull, type Backlog } from './offer-queue.js';

/** How the receiver of an offer stands at this moment. */
export interface Receiver {
  /** True also where nobody said its hours. */
  readonly open: boolean;
  /** When it opens next, UTC ISO 8601; absent while open, and where it does not within ten years. */
  readonly opensAt?: string | undefined;
  /** The agents of the department, whatever they can do; none where nobody said who works there. */
  readonly agents: number;
  /** Of these, those who take work now: neither away nor leaving. */
  readonly atWork: number;
  /** How many agents stay there, away or not; undefined where nobody was ever registered: nobody knows who works there. */
  readonly staying?: number | undefined;
  /**
   * Of these, those who could take it: the one it is meant for, or all; who have the skill it needs, take work now and hold
   * fewer cases than one is meant to.
   */
  readonly free: number;
  /** Whether there are more agents than were looked at: then who is free and who has a skill is not known, and refused for neither. */
  readonly moreAgents?: boolean | undefined;
  /** The skills of the department and its agents; none where nobody said any. */
  readonly skills: readonly string[];
  /** Those of the agent it is meant for; none where nobody said any, or no agent is named. */
  readonly ofAgent?: readonly string[] | undefined;
  /** What the department, the agent and those with the skill have to do, where a limit was said. */
  readonly backlogs: readonly Backlog[];
  /** The position of the log up to which these were counted (X4). */
  readonly position?: string | undefined;
}

/**
 * H7: refuses to give work to a department that everybody has left who was registered there, whatever its hours say: nobody
 * would do it. Of one in which nobody was ever registered nobody knows who works there, and its hours alone decide.
 * @param staying how many agents stay there; undefined where nobody was ever registered
 * @param field the field that names the department
 */
export function somebodyStays(department: string, staying: number | undefined, field: string): void {
  if (staying !== 0) return;
  const register = `have whoever works in ${department} registered there, with registerAgent`;
  refuse(
    'NOBODY_THERE',
    `Everybody who was registered in ${department} has left it or is leaving, so that nobody would see to it. Name another department, or ${register}.`,
    { rule: 'H7', missing: [field] },
  );
}

/** An offer, and what can be done instead of it. */
export interface Instead {
  readonly to: string;
  /** The line in which it would stand with no customer on the line. */
  readonly queue: OfferQueue | undefined;
  /** The call back that could be promised instead; undefined where there is no time for one. */
  readonly callBack: CallBack | undefined;
}

/**
 * H7: with the customer on the line nobody is put through unannounced to one that has all the work it can do. Refuses with
 * what can be done instead. Nothing is refused for a limit that nobody said.
 */
export function hasRoomNow({ queue, callBack }: Instead, backlogs: readonly Backlog[]): void {
  const full = backlogs.find(isFull);
  if (!full) return;
  const { of, cases, waiting, limit } = full;
  refuse('RECEIVER_FULL', `${of} has ${cases} open cases and ${waiting} on offer; it can work on ${limit} at a time.`, {
    alternatives: [withoutTheCustomer(queue), ...callingBack(callBack)],
    ...(callBack && { proposal: callBack }),
  });
}

/**
 * Refuses a skill that nobody in the department has, or that the agent lacks for whom it is meant; nothing where nobody said any
 * skills.
 */
export function hasSkill({ to, toAgent, skill }: Skilled, { skills, moreAgents, ofAgent = [] }: Receiver): void {
  if (skill === undefined) return;
  if (moreAgents || skills.length === 0 || skills.includes(skill)) return agentHas({ toAgent, skill }, ofAgent);
  refuse('SKILL_UNKNOWN', `Nobody in ${to} has the skill ${skill}. departmentLoad lists its skills.`, {
    missing: ['skill'],
    alternatives: skills.slice(0, MOST_NAMED).map((one) => `Ask for ${one}`),
  });
}

/** Refuses a skill that the agent lacks; nothing where nobody said what he can do. */
function agentHas(
  { toAgent, skill }: { toAgent?: string | undefined; skill: string },
  skills: readonly string[],
): void {
  if (toAgent === undefined || skills.length === 0 || skills.includes(skill)) return;
  const message = `${toAgent} does not have the skill ${skill}: offer it to a colleague who has, or to nobody by name.`;
  refuse('SKILL_UNKNOWN', message, {
    missing: ['toAgent', 'skill'],
    alternatives: ['Leave toAgent out: whoever has the skill takes it', 'Leave skill out, where it is not needed'],
  });
}

/** To whom something is offered that needs a skill. */
interface Skilled {
  readonly to: string;
  readonly toAgent?: string | undefined;
  readonly skill?: string | undefined;
}

/** So many skills are named instead. */
const MOST_NAMED = 20;

/**
 * H7: with the customer on the line nobody is put through unannounced to a department that is closed, or where nobody who
 * could take it is free: be it that none of its agents has the skill it needs. Refuses with what can be done instead;
 * nothing is refused for what nobody said: hours, agents. In a consult or a conference the sender speaks with the receiver
 * first, who says by itself whether it can take the customer.
 */
export function canBePutThrough(
  { to, callBack, queue }: Instead,
  { open, opensAt, agents, free, moreAgents }: Receiver,
): void {
  if (!open) {
    const opens = opensAt === undefined ? [] : [`Put the customer through from ${opensAt} on, when ${to} opens`];
    const until = opensAt === undefined ? '' : ` until ${opensAt}`;
    refuse('RECEIVER_CLOSED', `${to} is closed${until}: nobody would answer.`, {
      rule: 'H7',
      alternatives: [...opens, ...callingBack(callBack), withoutTheCustomer(queue)],
      ...(callBack && { proposal: callBack }),
    });
  }
  if (agents > 0 && free === 0 && !moreAgents) {
    nobodyFree(
      `Nobody who could take it is free in ${to}: each is away, leaving, has enough to do or lacks the skill.`,
      { to, callBack, queue },
    );
  }
}

/**
 * H7: whoever has the customer on the line, in whatever mode, needs somebody there to speak with. Refuses where everybody
 * registered there is away or leaving at this moment; nothing is refused where nobody said who works there.
 */
export function somebodyAnswers(instead: Instead, { agents, atWork, moreAgents }: Receiver): void {
  if (moreAgents || agents === 0 || atWork > 0) return;
  nobodyFree(`Nobody in ${instead.to} is at work: each is away or leaving, and nobody would answer.`, instead);
}

function nobodyFree(message: string, { callBack, queue }: Instead): never {
  refuse('NO_FREE_AGENT', message, {
    rule: 'H7',
    alternatives: [...callingBack(callBack), withoutTheCustomer(queue)],
    ...(callBack && { proposal: callBack }),
  });
}

function callingBack(instead: CallBack | undefined): string[] {
  if (!instead) return [];
  const { callback, from, due } = instead;
  const what = callback ? 'a call back' : 'an e-mail';
  return [`Promise the customer ${what} from ${from} to ${due}: ask makePromise what proposal says`];
}

function withoutTheCustomer(queue: OfferQueue | undefined): string {
  const offer = 'Offer it with mode ASYNC, with no customer on the line';
  if (queue === undefined) return offer;
  const turn =
    queue.expectedAt === undefined ? 'nobody can say when its turn comes' : `its turn comes about ${queue.expectedAt}`;
  return `${offer}: it has place ${queue.place} in the line, and ${turn}`;
}
