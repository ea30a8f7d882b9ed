import { derivedId, type Role } from '@baton/contracts';

/** One thing somebody did, as the command by its mutation's name and its input. */
export interface Step {
  /** When, UTC ISO 8601. */
  readonly at: string;
  readonly by: string;
  readonly command: string;
  readonly input: object;
  readonly commandId: string;
}

/** The people of the demo office: who works where, in which role. */
export interface Colleague {
  readonly agent: string;
  readonly name: string;
  readonly department: string;
  readonly role: Role;
}

const OFFICE = '6f0c1a52-8a1e-4c53-9a3c-0c6a4b1d7e00';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Tells what happened in one matter, step by step, at times counted from the story's first day at 09:00 UTC. */
export class Story {
  readonly steps: Step[] = [];
  readonly caseId: string;
  private readonly storyId: string;
  private readonly firstDay: number;
  private minutes = 0;

  /**
   * @param title what the story is about: its ids are made of it
   * @param now the instant at which it is told, UTC ISO 8601
   * @param daysAgo on which day it begins; at least 1, so that nothing happens in the future
   */
  constructor(
    readonly title: string,
    now: string,
    daysAgo: number,
  ) {
    this.storyId = derivedId(OFFICE, title);
    this.caseId = this.id('case');
    this.firstDay = Date.parse(`${now.slice(0, 10)}T09:00:00.000Z`) - daysAgo * DAY;
  }

  /** An id of the story's own: the same name, the same id. */
  id(name: string): string {
    return derivedId(this.storyId, name);
  }

  /** The id of what a step with that label made: `made('callback', 'promise')`. */
  made(label: string, what: string): string {
    return derivedId(this.id(`command ${label}`), what);
  }

  /** The instant some days and minutes after the story's beginning, UTC ISO 8601. */
  instant(days: number, minutes = 0): string {
    return new Date(this.firstDay + days * DAY + minutes * MINUTE).toISOString();
  }

  /** Time passes. */
  later({ days = 0, minutes = 0 }: { days?: number; minutes?: number }): this {
    this.minutes += days * 24 * 60 + minutes;
    return this;
  }

  /** Somebody does something now; five minutes pass. The label names what it makes. */
  does(by: string, command: string, input: object, label = String(this.steps.length)): this {
    const body = command === 'registerCustomer' ? input : { caseId: this.caseId, ...input };
    const at = this.instant(0, this.minutes);
    this.steps.push({ at, by, command, input: body, commandId: this.id(`command ${label}`) });
    return this.later({ minutes: 5 });
  }

  /** A finished contact that ends now, as an input. */
  contact(name: string, about: string, details: object = {}): object {
    return {
      contactId: this.id(name),
      direction: 'INBOUND',
      channel: 'PHONE',
      participants: ['customer', 'agent'],
      startedAt: this.instant(0, this.minutes - 4),
      endedAt: this.instant(0, this.minutes),
      disposition: 'FOLLOW_UP',
      matter: about,
      ...details,
    };
  }
}

/** The customer of a story, with the number he calls from. */
export const customerId = (name: string): string => derivedId(OFFICE, `customer ${name}`);
