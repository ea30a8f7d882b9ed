import { streamOf, type CaseFact } from '@baton/contracts';
import { Refusal } from '@baton/decider';
import { hashOfCommand, Streams, type CommandContext } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { caseAggregate } from '../../case-folds.state.js';
import { handoverAggregate, type Handover } from '../../handover.state.js';
import { handoverStream, type ShiftHandovers } from '../../shift-handovers.js';
import { claimed, offered, opened, released } from '../../testing/case.happenings.js';
import { at, by, caseId, id, type Person } from '../../testing/case.scenarios.js';
import type { TransferFacts } from '../../transfer-facts.js';
import { TwoCases } from '../../two-cases.js';
import { acceptTransfer, type AcceptTransfer } from '../accept-transfer/accept-transfer.decision.js';
import { AcceptHandoverProcess } from './accept-handover.process.js';

const handoverId = id('handover');
const within = { from: 'front-office', to: 'front-office', reason: 'ABSENCE_OR_SHIFT' } as const;
const contextOf = (name: string, who: Person): CommandContext => ({
  ...by(who, at('12:00'), name),
  commandHash: hashOfCommand(name, {}),
  correlationId: id(name),
});

/** Ines hands over one case; something happens to it each time an acceptance is about to be stored. */
async function office(meanwhile: (n: number) => readonly CaseFact[]) {
  const streams = new Streams(new MemoryEventStore());
  const stream = streamOf('case', caseId);
  const happens = (facts: readonly CaseFact[], name: string) =>
    streams.decide(stream, caseAggregate, () => facts, contextOf(name, 'ines'));
  await happens([opened(), claimed('ines'), offered(within)], 'the past');
  const cases = [{ caseId, transferId: id('transfer') }];
  const data = { agent: 'ines', department: 'front-office', cases, left: [] };
  const begin = () => [{ type: 'HandoverStarted' as const, data }];
  await streams.decide(handoverStream(handoverId), handoverAggregate, begin, contextOf('begin', 'ines'));
  let steps = 0;
  const handovers = {
    state: async () => (await streams.load(handoverStream(handoverId), handoverAggregate))?.state,
    step: async (_: unknown, body: AcceptTransfer, under: Partial<CommandContext>) => {
      const facts = meanwhile((steps += 1));
      if (facts.length > 0) await happens(facts, `meanwhile ${steps}`);
      const context = { ...contextOf('accept', 'otto'), ...under };
      try {
        await streams.decide(stream, caseAggregate, acceptTransfer(body, context, {}), context);
        return undefined;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { code: error.code, message: error.message };
      }
    },
  } as unknown as ShiftHandovers;
  const transfers = { accepted: () => Promise.resolve({}) } as unknown as TransferFacts;
  const process = new AcceptHandoverProcess(streams, handovers, new TwoCases(streams), transfers);
  const taking = (named?: string[]) =>
    process.execute(
      { handoverId, ...(named ? { cases: named.map((one) => ({ caseId: one })) } : {}) },
      contextOf('take', 'otto'),
    );
  return {
    taking,
    steps: () => steps,
    holder: async () => (await streams.load(stream, caseAggregate))?.state.holder,
    said: async () => {
      const found = [];
      for await (const { type, data: what } of streams.read(handoverStream(handoverId)))
        found.push({ type, data: what });
      return found.at(-1);
    },
    handover: async () => (await handovers.state(handoverId)) as Handover,
  };
}

describe('taking cases of a handover while a colleague is at them', () => {
  it('H1 leaves with a colleague what he claims between the last look and the acceptance', async () => {
    const { taking, holder, said, steps } = await office((n) => (n === 1 ? [released, claimed('lena')] : []));
    await taking();
    expect(await holder()).toBe('lena');
    expect(await said()).toMatchObject({
      type: 'HandoverAccepted',
      data: { cases: [], left: [{ caseId, code: 'CASE_HELD', message: expect.stringContaining('lena') as string }] },
    });
    expect(steps()).toBe(1);
  });

  it('takes what changed in another way meanwhile, after another look', async () => {
    const note = (n: number): CaseFact => ({ type: 'NoteAdded', data: { noteId: id(`note ${n}`), text: 'Called' } });
    const { taking, holder, steps, handover } = await office((n) => (n < 3 ? [note(n)] : []));
    await taking();
    expect(await holder()).toBe('otto');
    expect(steps()).toBe(3);
    expect([...(await handover()).taken]).toEqual([caseId]);
  });

  it('says that it keeps changing where it does, and leaves it', async () => {
    const note = (n: number): CaseFact => ({ type: 'NoteAdded', data: { noteId: id(`note ${n}`), text: 'Called' } });
    const { taking, holder, said } = await office((n) => [note(n)]);
    await taking();
    expect(await holder()).toBe('ines');
    expect(await said()).toMatchObject({ data: { left: [{ caseId, code: 'REVISION_CONFLICT' }] } });
  });

  it('refuses a case that is not in the handover, and a list without a case', async () => {
    const { taking } = await office(() => []);
    const refusal = await taking([id('another case')]).catch((error: unknown) => error as Refusal);
    expect(refusal).toMatchObject({
      code: 'HANDOVER_REFUSED',
      details: {
        missing: [
          `case ${id('another case')}: It is not one of the cases that ines hands over: shiftHandovers lists them. Take others with acceptTransfer`,
        ],
      },
    });
    await expect(taking([])).rejects.toMatchObject({
      code: 'NOTHING_TO_HAND_OVER',
      message: expect.stringContaining('cases is empty') as string,
    });
  });
});
