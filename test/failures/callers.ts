import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { AnswerError, Client } from '../support/client.js';
import type { Acknowledged } from '../support/amiss.js';

/** Before a command that was not acknowledged is sent again, milliseconds. */
const AGAIN_AFTER_MS = 100;
/** A command that is not acknowledged by then will not be, milliseconds. */
const PATIENCE_MS = 180_000;
/** Some cases are written by one caller, some by two. */
const CALLERS_PER_CASE = 1.5;

const OPEN_DEPARTMENT = 'mutation { openDepartment(input: { department: "shop", name: "Shop" }) { __typename } }';
const OPEN_CASE = `mutation ($caseId: ID!, $customerId: ID!) {
  registerCustomer(input: { customerId: $customerId, kind: PERSON, name: "Ewa" }) { __typename }
  openCase(input: { caseId: $caseId, customerId: $customerId, department: "shop", matter: "Dead", kind: FAULT,
    contact: { direction: INBOUND, channel: PHONE, participants: ["Ewa"], abandoned: true, matter: "Dead",
      startedAt: "2026-01-01T10:00:00Z", endedAt: "2026-01-01T10:05:00Z" } }) { __typename }
}`;
const ADD_NOTE = `mutation ($commandId: ID!, $caseId: ID!, $text: String!) {
  addNote(commandId: $commandId, input: { caseId: $caseId, text: $text }) {
    ... on Receipt { stream revision } ... on Refused { code }
  }
}`;

type Noted = Partial<{ readonly stream: string; readonly revision: number; readonly code: string }>;

/** What the event of every command of theirs is. */
export const WRITTEN = 'NoteAdded';

/**
 * Callers who write notes on cases, one after the other, each command with the same id until it is acknowledged; some of
 * the cases are written by two of them.
 */
export class Callers {
  /** When commands were acknowledged, as `performance.now()`. */
  readonly times: number[] = [];
  /** What went wrong for a caller, by code. */
  readonly errors: Record<string, number> = {};
  private over = false;
  private abandoned = false;
  private readonly work: Promise<unknown>;

  private constructor(
    private readonly clients: readonly Client[],
    private readonly acknowledged: Map<string, Acknowledged>,
    cases: readonly string[],
    count: number,
  ) {
    this.work = Promise.all(Array.from({ length: count }, (_, caller) => this.write(cases, caller)));
    // Whoever waits for them hears of it; see `stop`.
    this.work.catch(() => undefined);
  }

  /**
   * Opens their cases, and lets them begin.
   * @param clients of the services, which they ask in turn
   * @param acknowledged where what is acknowledged goes
   */
  static async begin(
    clients: readonly Client[],
    count: number,
    acknowledged: Map<string, Acknowledged>,
  ): Promise<Callers> {
    const [client] = clients as [Client];
    await client.get(OPEN_DEPARTMENT);
    const cases = Array.from({ length: Math.ceil(count / CALLERS_PER_CASE) }, () => randomUUID());
    for (const caseId of cases) await client.get(OPEN_CASE, { caseId, customerId: randomUUID() });
    return new Callers(clients, acknowledged, cases, count);
  }

  /** How many commands were acknowledged since an instant. */
  since(instant: number): number {
    return this.times.length - this.times.findLastIndex((time) => time < instant) - 1;
  }

  /** The longest time without an acknowledgement that began or went on after an instant, milliseconds. */
  stallSince(instant: number): number {
    const before = this.times.findLast((time) => time < instant) ?? instant;
    const times = [before, ...this.times.filter((time) => time >= instant), performance.now()];
    return Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? time)));
  }

  /** Rejects where one of them gave up; never resolves before they are told to stop. */
  get failed(): Promise<unknown> {
    return this.work;
  }

  /** Lets each finish the command it is at. */
  async stop(): Promise<void> {
    this.over = true;
    await this.work;
  }

  /** Has them stop without waiting for it. */
  abandon(): void {
    this.over = true;
    this.abandoned = true;
  }

  private async write(cases: readonly string[], caller: number): Promise<void> {
    const caseId = cases[caller % cases.length] ?? '';
    for (let note = 0; !this.over; note++) {
      await this.acknowledge({ commandId: randomUUID(), caseId, text: `note ${note} of caller ${caller}` }, caller);
    }
  }

  private async acknowledge(note: { commandId: string; caseId: string; text: string }, caller: number): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    for (let turn = caller; ; turn++) {
      const answer = await this.ask(this.clients[turn % this.clients.length] as Client, note);
      if (typeof answer !== 'string') {
        this.acknowledged.set(note.commandId, answer);
        this.times.push(performance.now());
        return;
      }
      this.errors[answer] = (this.errors[answer] ?? 0) + 1;
      if (performance.now() > deadline) throw new Error(`a command was not acknowledged, at last for ${answer}`);
      if (this.abandoned) return;
      await wait(AGAIN_AFTER_MS);
    }
  }

  /** Where the event of a command stands, or the code of why it does not. */
  private async ask(client: Client, note: object): Promise<Acknowledged | string> {
    try {
      const { data, errors } = await client.ask<{ addNote: Noted } | null>(ADD_NOTE, note);
      if (errors) return codeOf(errors);
      const { stream, revision, code }: Noted = data?.addNote ?? { code: 'NO_DATA' };
      return stream === undefined || revision === undefined ? (code ?? 'NO_RECEIPT') : { stream, revision };
    } catch (error) {
      const { name, cause } = error as Error & { cause?: { code?: string } };
      return cause?.code ?? (name === 'TimeoutError' ? 'NO_ANSWER' : name);
    }
  }
}

const codeOf = ([error]: readonly AnswerError[]): string => error?.extensions?.code ?? 'NO_CODE';
