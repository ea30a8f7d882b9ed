/**
 * Whoever takes up and passes on cases in a large office: inbox, load, suggestions and the other lists of transfers, over
 * GraphQL, with 10,000 and with 100,000 open cases, of which one department has half. All is asked of that department, and
 * counted beforehand. Run with `npm run bench`, or after a build:
 * node test/bench/transfers.bench.js [open cases of the large office] [of the small one]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { BOSS, BUSIEST, busyCase, DEPARTMENTS, expectedOf, fillOffice, SUPERVISOR } from './busy-office.js';
import { against, diskLine, ms, serve, timed, whole } from './served.js';

const LARGE = Number(process.argv[2] ?? 100_000);
const SMALL = Number(process.argv[3] ?? 10_000);
const WARM_UP = 50;
const ASKED = 500;
/** What is aimed at, in milliseconds, and for which lists. */
const AIM_MS = 20;
const AIMED = ['inbox', 'suggestions'];

const LISTED = 'totalCount pageInfo { hasNextPage endCursor }';
const INBOX = `query Inbox($of: String!, $after: String) { departmentInbox(department: $of, after: $after) { ${LISTED} edges { node {
  caseId role department holder matter urgency riskTier nextDue offeredTo ask openPromises lastEventAt } } } }`;
const LOAD = `query Load($of: String!) { departmentLoad(department: $of) {
  accountable offered limit open overloaded agents { agent held takesWork } skills { skill agents held } } }`;
const SUGGEST = `query Suggest($id: ID!) { suggestDepartments(id: $id, ask: "repair of washing machines") {
  rules position suggestions { department rank weight accepted declined suggested skills open full reasons } } }`;
const DRAFT = `query Draft($id: ID!, $to: String!) { briefDraft(id: $id, to: $to, reason: SKILL_NEEDED) {
  caseId to riskTier completeness brief { ask matter openPromises { text } } } }`;
const SENT = `query Sent($of: String!) { sentTransfers(department: $of) { ${LISTED} edges { node {
  caseId to status ask offeredAt caseStatus accountable } } } }`;
const UNINFORMED = `query Uninformed($of: String!) { uninformedTransfers(department: $of) { ${LISTED} edges { node {
  caseId from due overdue reason } } } }`;
const ALARMED = `query Alarmed($of: String) { alarmedCases(department: $of) { ${LISTED} edges { node { caseId alarmLevel department } } } }`;
const CONSULTS = `query Consults($of: String!) { consults(department: $of) { ${LISTED} edges { node { caseId role question due } } } }`;

const say = (line) => process.stdout.write(`${line}\n`);
const same = (what, found, expected) => {
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
  }
};

/** What is asked, each with a check of the answer; by her whose department it is, unless it says otherwise. */
function questions({ ask, askedBy }, count) {
  const asBoss = askedBy(BOSS);
  const expected = expectedOf(count);
  const of = BUSIEST;
  const here = expected.get(of);
  // Cases of the busiest department, all over the log; one of eleven has an alarm, from which on nothing is suggested.
  const chosen = (index) => ((index * 7919) % (count / 100)) * 100 + (index % 50);
  const id = (index) => busyCase(chosen(index));
  const counted = (name, query, total) => async () => {
    const { [name]: list } = await ask(query, { of });
    same(name, [list.totalCount, list.edges.length], [total, Math.min(20, total)]);
  };
  const inboxTo = (who) => async () => {
    const { departmentInbox: inbox } = await who(INBOX, { of });
    same('inbox', inbox.totalCount, here.accountable + here.offered);
    const first = inbox.edges.map(({ node }) => node.caseId).slice(0, here.first.length);
    same('the first of the inbox', first, here.first);
  };
  return {
    inbox: inboxTo(ask),
    'inbox, looked at from outside and recorded': inboxTo(asBoss),
    suggestions: async (index) => {
      const { suggestDepartments: found } = await ask(SUGGEST, { id: id(index) });
      const alarmed = chosen(index) % 11 === 0;
      same('suggestions', found.suggestions.length, alarmed ? 0 : 5);
      if (alarmed) return;
      const [first] = found.suggestions;
      const { accountable, offered } = expected.get(first.department);
      same('whether the first is full', first.full, accountable + offered >= 1000);
    },
    load: async () => {
      const { departmentLoad: load } = await ask(LOAD, { of });
      same('load', [load.accountable, load.offered, load.agents.length], [here.accountable, here.offered, 200]);
    },
    'draft of a brief': async (index) => {
      const { briefDraft } = await ask(DRAFT, { id: id(index), to: DEPARTMENTS[3] });
      same('draft', briefDraft.caseId, id(index));
    },
    'sent transfers': counted('sentTransfers', SENT, here.sent),
    'customers not told': counted('uninformedTransfers', UNINFORMED, here.uninformed),
    'alarmed cases': counted('alarmedCases', ALARMED, here.alarmed),
    'alarmed cases of all': async () => {
      const { alarmedCases } = await ask(ALARMED, {});
      same('alarmed', alarmedCases.totalCount, Math.ceil(count / 11));
    },
    consults: counted('consults', CONSULTS, here.consults),
  };
}

/** What a process has used of a processor, in milliseconds, to the hundredth of a second. */
function usedMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function measured(count) {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  try {
    const events = await fillOffice(folder, count);
    say(`${whole(count)} open cases, ${whole(events)} events; load ${loadavg()[0].toFixed(1)}; ${diskLine(folder)}`);
    const service = await serve(folder, { who: SUPERVISOR });
    try {
      const found = {};
      for (const [what, once] of Object.entries(questions(service, count))) {
        await timed(WARM_UP, 1, once);
        const before = usedMs(service.pid);
        found[what] = await timed(ASKED, 1, once);
        const { p50, p99 } = found[what];
        const used = (usedMs(service.pid) - before) / ASKED;
        const slowest = AIMED.includes(what) ? `${against(p99, '≤', AIM_MS)} ms` : ms(p99);
        say(`  ${what}: p50 ${ms(p50)}, p99 ${slowest}; ${used.toFixed(1)} ms of a processor`);
      }
      return found;
    } finally {
      await service.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const small = await measured(SMALL);
const large = await measured(LARGE);
for (const [what, { p50 }] of Object.entries(large)) {
  say(`${what}, p50 with ${whole(LARGE)} ÷ with ${whole(SMALL)}: ${(p50 / small[what].p50).toFixed(2)}`);
}
