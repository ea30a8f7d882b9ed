import type { CaseFact, HandoffBrief, TransferReason } from '@baton/contracts';
import { briefNow, completeness, handoffBrief, type SendersWords } from './handoff-brief.js';
import {
  brief as offeredBrief,
  consultAnswered,
  consulted,
  contacted,
  declined,
  established,
  kept,
  lapsed,
  merged,
  noted,
  offered,
  opened,
  promised,
  told,
} from './testing/case.happenings.js';
import { at, given, id } from './testing/case.scenarios.js';

const ask = 'replace the pump';
const reason: TransferReason = 'SKILL_NEEDED';
const briefOf = (past: CaseFact[], words: Partial<SendersWords> = {}, now = at('12:00')): HandoffBrief =>
  handoffBrief(given(...past).state(), { ask, reason, ...words }, now);
const plate = { verifiedBy: 'Photograph of the plate' };

describe('the handoff brief', () => {
  it('of a fresh case says who the customer is, the matter in his words, the ask and the reason', () => {
    expect(briefOf([opened()])).toEqual({
      urgency: 'NORMAL',
      customerState: 'CALM',
      matter: 'The washing machine stands still again',
      factsVerified: [],
      triedSoFar: [],
      statements: [],
      openPromises: [],
      ask,
      actions: [],
      reason,
      ifThen: [],
      doNotAskAgain: [],
    });
  });

  it('puts severity first: urgency and state as they were taken down, ordinary and calm where nobody said', () => {
    expect(briefOf([opened({ urgency: 'CRITICAL', customerState: 'VULNERABLE' })])).toMatchObject({
      urgency: 'CRITICAL',
      customerState: 'VULNERABLE',
    });
    expect(briefOf([{ type: 'CaseOpened', data: { department: 'front-office' } }])).toMatchObject({
      urgency: 'NORMAL',
      customerState: 'CALM',
    });
  });

  it('says nothing of the matter where an import does not have it', () => {
    expect(briefOf([{ type: 'CaseOpened', data: { department: 'front-office' } }])).not.toHaveProperty('matter');
  });

  it('names the next deadline: of the promises and the law whichever comes first', () => {
    const soon = promised({ due: at('17:00') });
    const later = promised({ promiseId: id('later'), callback: false, due: at('17:00', 4) });
    const legal = opened({ legalDeadline: at('12:00', 3) });
    expect(briefOf([opened()]).nextDeadline).toBeUndefined();
    expect(briefOf([opened(), later, soon]).nextDeadline).toBe(at('17:00'));
    expect(briefOf([legal, later]).nextDeadline).toBe(at('12:00', 3));
    expect(briefOf([legal, soon]).nextDeadline).toBe(at('17:00'));
    expect(briefOf([legal, soon, kept()]).nextDeadline).toBe(at('12:00', 3));
  });

  it('is filled in from the trail, every line with the event it rests on', () => {
    const brief = briefOf([
      opened(),
      established('serial number', 'WM-77', plate),
      noted('Restarted the machine', { attempt: true }),
      noted('She has a dog'),
      told('date of repair', 'On Tuesday'),
      promised(),
      offered({ to: 'sales' }),
      declined({ to: 'sales' }),
    ]);
    expect(brief).toMatchObject({
      factsVerified: [{ text: 'serial number: WM-77', revision: 1 }],
      triedSoFar: [
        { text: 'Restarted the machine', revision: 2 },
        { text: 'Offered to sales, which declined: Not our product', revision: 7 },
      ],
      statements: [{ text: 'date of repair: On Tuesday', revision: 4 }],
      openPromises: [
        {
          text: `The front office calls with the date of the repair, by ${at('17:00')}, owed by front-office`,
          revision: 5,
        },
      ],
    });
  });

  it('says what other departments answered, so that nobody asks them again, and not what is still open', () => {
    const open = consulted({ consultId: id('open'), to: 'repair' });
    expect(
      briefOf([opened(), open, consulted(), noted('Restarted it', { attempt: true }), consultAnswered()]),
    ).toMatchObject({
      triedSoFar: [
        { text: 'Restarted it', revision: 3 },
        { text: 'sales answered: It is, until May (asked: Is the machine under warranty?)', revision: 4 },
      ],
    });
  });

  it('leaves out what nobody verified and what is settled', () => {
    const brief = briefOf([opened(), established('serial number', 'WM-77'), promised(), kept()]);
    expect(brief).toMatchObject({ factsVerified: [], openPromises: [] });
  });

  it('shows of each topic what holds now', () => {
    const brief = briefOf([
      opened(),
      told('price', '90 euros'),
      established('address', 'Ring 1', plate),
      told('price', '95 euros'),
      established('address', 'Ring 2', plate),
    ]);
    expect(brief.statements).toEqual([{ text: 'price: 95 euros', revision: 3 }]);
    expect(brief.factsVerified).toEqual([{ text: 'address: Ring 2', revision: 4 }]);
  });

  it('C6 says what not to ask again: what the sender says, and every verified fact that is fresh', () => {
    const facts = [
      established('serial number', 'WM-77', plate),
      established('address', 'Ring 1', { ...plate, freshUntil: at('12:00') }),
      established('mood', 'Fine', { ...plate, freshUntil: at('11:59:59') }),
      established('colour', 'White'),
    ];
    const brief = briefOf([opened(), ...facts], { doNotAskAgain: ['why she moved', 'serial number'] });
    expect(brief.doNotAskAgain).toEqual(['why she moved', 'serial number', 'address']);
    expect(brief.factsVerified).toHaveLength(3);
  });

  it('keeps the newest fifty lines of each kind, in the order they happened', () => {
    const notes = Array.from({ length: 60 }, (_, n) => noted(`Try ${n}`, { attempt: true }));
    const facts = Array.from({ length: 60 }, (_, n) => established(`topic ${n}`, 'known', plate));
    const brief = briefOf([opened(), ...facts, ...notes]);
    expect(brief.triedSoFar.map((line) => line.text)).toEqual(Array.from({ length: 50 }, (_, n) => `Try ${n + 10}`));
    expect(brief.factsVerified.map((line) => line.revision)).toEqual(Array.from({ length: 50 }, (_, n) => n + 11));
    expect(brief.doNotAskAgain).toHaveLength(50);
    expect(brief.doNotAskAgain.at(-1)).toBe(brief.factsVerified.at(-1)?.text.split(':')[0]);
  });

  describe('X3 of a matter that two cases have', () => {
    const machine = { ...plate, freshUntil: at('18:00') };
    const duplicateWith = (...past: CaseFact[]) => ({
      ...given(opened(), ...past, merged('case', 'DUPLICATE')).state(),
      caseId: id('other case'),
    });
    const briefWith = (own: CaseFact[], ...theirs: CaseFact[]) =>
      handoffBrief(given(opened(), ...own, merged('other case', 'SURVIVOR')).state(), { ask, reason }, at('12:00'), [
        duplicateWith(...theirs),
      ]);
    const where = `In case ${id('other case')}: `;

    it('says what the duplicate knows, each line resting on the merge', () => {
      const brief = briefWith(
        [established('address', 'Ring 1', plate)],
        established('serial number', 'WM-77', machine),
        told('price', '90 euros'),
        noted('Restarted the machine', { attempt: true }),
      );
      expect(brief).toMatchObject({
        factsVerified: [
          { text: 'address: Ring 1', revision: 1 },
          { text: `${where}serial number: WM-77`, revision: 2 },
        ],
        statements: [{ text: `${where}price: 90 euros`, revision: 2 }],
        triedSoFar: [{ text: `${where}Restarted the machine`, revision: 2 }],
        doNotAskAgain: ['serial number', 'address'],
      });
    });

    it('says once what both know in the same words, and both where they differ', () => {
      const brief = briefWith(
        [established('address', 'Ring 1', plate), established('phone', '1', plate)],
        established('Address', 'Ring 1', plate),
        established('phone', '2', plate),
      );
      expect(brief.factsVerified.map(({ text }) => text)).toEqual(['address: Ring 1', 'phone: 1', `${where}phone: 2`]);
      expect(brief.doNotAskAgain).toEqual(['address', 'phone']);
    });

    it('P7 says what it did not keep', () => {
      const brief = briefWith([], promised(), lapsed());
      expect(brief.openPromises).toEqual([{ text: expect.stringMatching(`^${where}Not kept`) as string, revision: 1 }]);
    });
  });

  it('P7 says what was not kept, until somebody has spoken to the customer', () => {
    const broken = [opened(), promised(), lapsed()];
    expect(briefOf(broken).openPromises).toEqual([
      {
        text: `Not kept, to be made good: The front office calls with the date of the repair, by ${at('17:00')}, owed by front-office`,
        revision: 2,
      },
    ]);
    expect(briefOf(broken)).not.toHaveProperty('nextDeadline');
    const spoken = contacted('sorry', { startedAt: at('17:10'), endedAt: at('17:15') });
    expect(briefOf([...broken, spoken]).openPromises).toEqual([]);
  });

  describe('H6 of an offer as it stands now', () => {
    const fresh = { ...plate, freshUntil: at('12:00') };
    const words = { ask, reason, ifThen: ['If not, lend one'], doNotAskAgain: ['why she moved', 'serial number'] };
    const before = [opened(), established('serial number', 'WM-77', fresh)];
    const offerOf = (...past: CaseFact[]) => ({
      brief: handoffBrief(given(...past).state(), words, at('09:02')),
      doNotAskAgain: words.doNotAskAgain,
    });
    const now = (now: string, ...since: CaseFact[]) =>
      briefNow(given(...before, offered(), ...since).state(), offerOf(...before), now);

    it('is the brief it was offered with, as long as nothing came in', () => {
      expect(now(at('11:00'))).toEqual(offerOf(...before).brief);
    });

    it('keeps what the sender typed, and says what the trail knows by now', () => {
      const since = [promised(), told('price', '90 euros'), established('address', 'Ring 1', plate)];
      const brief = now(at('11:00'), ...since, noted('Restarted the machine', { attempt: true }));
      expect(brief).toMatchObject({ ask, reason, ifThen: words.ifThen, nextDeadline: at('17:00') });
      expect(brief.openPromises).toHaveLength(1);
      expect(brief.statements).toHaveLength(1);
      expect(brief.triedSoFar).toHaveLength(1);
      expect(brief.factsVerified.map(({ revision }) => revision)).toEqual([1, 5]);
      expect(brief.doNotAskAgain).toEqual(['why she moved', 'serial number', 'address']);
    });

    it('C6 leaves out of what is not to be asked again what is no longer fresh', () => {
      const trail = { ...offerOf(...before), doNotAskAgain: ['why she moved'] };
      const state = given(...before, offered()).state();
      expect(briefNow(state, trail, at('12:01')).doNotAskAgain).toEqual(['why she moved']);
      // What the sender typed stays as it was typed.
      expect(now(at('12:01')).doNotAskAgain).toEqual(['why she moved', 'serial number']);
    });

    it('C6 leaves out what is no longer verified, also of an offer that does not say whose words they are', () => {
      const { brief } = offerOf(...before);
      const doubtful = given(...before, offered(), established('serial number', 'WM-78')).state();
      for (const offer of [{ brief }, { brief, doNotAskAgain: ['why she moved'] }]) {
        expect(briefNow(doubtful, offer, at('11:00'))).toMatchObject({
          factsVerified: [],
          doNotAskAgain: ['why she moved'],
        });
      }
    });
  });

  it('is the same for the same input, and leaves the words of the sender alone', () => {
    const words = { actions: [{ what: 'Send the price list', department: 'sales' }], ifThen: ['If not, lend one'] };
    expect(briefOf([opened(), promised()], words)).toEqual(briefOf([opened(), promised()], words));
    expect(briefOf([opened()], words)).toMatchObject(words);
  });
});

describe('the completeness of a brief', () => {
  const { matter: _matter, ...emptyBrief } = offeredBrief;
  const line = { text: 'known', revision: 0 };
  const parts: [string, Partial<HandoffBrief>][] = [
    ['the matter', { matter: 'It stands still' }],
    ['a verified fact', { factsVerified: [line] }],
    ['what was tried', { triedSoFar: [line] }],
    ['a statement', { statements: [line] }],
    ['an action', { actions: [{ what: 'Send it', department: 'sales' }] }],
    ['a contingency', { ifThen: ['If not, lend one'] }],
    ['what not to ask again', { doNotAskAgain: ['the address'] }],
  ];

  it('is the share of its eight parts that say something: the ask alone is one', () => {
    expect(completeness(emptyBrief)).toBe(0.13);
    expect(completeness({ ...emptyBrief, ask: '' })).toBe(0);
  });

  it.each(parts)('grows by an eighth with %s', (_, part) => {
    expect(completeness({ ...emptyBrief, ...part })).toBe(0.25);
  });

  it('is 1 when every part says something, and no more with more of it', () => {
    const whole = Object.assign({}, emptyBrief, ...parts.map(([, part]) => part)) as HandoffBrief;
    expect(completeness(whole)).toBe(1);
    expect(completeness({ ...whole, factsVerified: [line, line], openPromises: [line] })).toBe(1);
  });

  it('stays far below the size an event may have, however much the case knows and in whatever script', () => {
    const long = '\u8a71'.repeat(1990);
    const past = [...Array(80).keys()].flatMap((n) => [
      established(`topic ${n}`, long, plate),
      told(`topic ${n}`, long, { statementId: id(`told ${n}`) }),
      noted(`${n} ${long.slice(0, 1900)}`, { attempt: true }),
    ]);
    const words = {
      ifThen: Array<string>(20).fill(long.slice(0, 500)),
      doNotAskAgain: [...Array(50).keys()].map((n) => `${n}${long.slice(0, 490)}`),
    };
    const brief = briefOf([opened(), ...past], words);
    expect(brief.factsVerified).toHaveLength(50);
    expect(Buffer.byteLength(JSON.stringify(brief))).toBeLessThan(240 * 1024);
  });

  it('cuts a long line short without cutting a character in two', () => {
    const [line] = briefOf([opened(), established('smile', '\u{1F600}'.repeat(200), plate)]).factsVerified;
    expect(line?.text).toMatch(/^smile: (\u{1F600})+\u2026$/u);
  });
});
