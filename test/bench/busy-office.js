/**
 * An office with many open cases, spread unevenly: one department has half of them, another a fifth, eighteen share the rest.
 * What each list must say of it is counted here, beside the events and not from them.
 */
import { createHash } from 'node:crypto';
import { app } from '../../dist/src/app.js';
import { derivedId, streamOf } from '../../dist/libs/contracts/index.js';
import { openBaton } from '../../dist/src/platform/engine/opening.js';

const NAMESPACE = '5c1c8a0e-53c7-4a8e-9d0b-8e4b1f2c6a33';
const AT_ONCE = 256;
const HOUR = 3_600_000;
const PRODUCTS = 40;

/** The departments; the first has the most. */
export const DEPARTMENTS = Array.from({ length: 20 }, (_, index) => `d-${String(index).padStart(2, '0')}`);
export const [BUSIEST] = DEPARTMENTS;
/** Who supervises the first: its lists are asked as they are at work, when nobody looks from outside. */
export const SUPERVISOR = { agent: 'ines', department: BUSIEST, role: 'SUPERVISOR' };
/** Whoever may look into every department, which is recorded for each case of a page. */
export const BOSS = { agent: 'ada', department: 'head-office', role: 'ADMIN' };

const idOf = (what, index) => derivedId(NAMESPACE, `${what} ${index}`);
/** The id of the nth case. */
export const busyCase = (index) => idOf('case', index);
const iso = (at) => new Date(at).toISOString();
/** Spreads the cases over an order of their own, without two in one place: the factor is a prime. */
const shuffled = (index, count) => (index * 7919) % count;

function departmentOf(index) {
  const place = index % 100;
  if (place < 50) return DEPARTMENTS[0];
  return place < 70 ? DEPARTMENTS[1] : DEPARTMENTS[2 + (index % 18)];
}
const other = (department, index) => {
  const next = DEPARTMENTS[(DEPARTMENTS.indexOf(department) + 1 + (index % 7)) % DEPARTMENTS.length];
  return next;
};
/** To whom the nth case is on offer: half of what others offer is offered to the busiest. */
const receiverOf = (department, index) =>
  department !== BUSIEST && index % 2 === 0 ? BUSIEST : other(department, index + 2);
/** The agents of a department: as many as are looked at in the busiest, ten in each other. */
const agentsOf = (department) =>
  Array.from({ length: department === BUSIEST ? 200 : 10 }, (_, index) => `${department}-agent-${index}`);

/** What happened to the nth case of so many, all of it before `now`. */
function lifeOf(index, count, now) {
  const department = departmentOf(index);
  const opened = now - 10 * 24 * HOUR + index;
  const contact = {
    ...{ contactId: idOf('contact', index), direction: 'INBOUND', channel: 'PHONE', participants: ['Anna Kern'] },
    ...{
      startedAt: iso(opened - 2000),
      endedAt: iso(opened - 1000),
      disposition: 'FOLLOW_UP',
      matter: 'It stands still',
    },
  };
  const product = `P${index % PRODUCTS}`;
  const from = index % 5 < 2 ? other(department, index) : department;
  const life = [
    { type: 'CaseOpened', data: { ...{ customerId: idOf('customer', index), department: from, product, contact } } },
  ];
  const { data } = life[0];
  Object.assign(data, {
    matter: `The washing machine ${index} stands still`,
    kind: 'FAULT',
    urgency: 'NORMAL',
    customerState: 'CALM',
  });
  const brief = {
    ...{
      urgency: 'NORMAL',
      customerState: 'CALM',
      factsVerified: [],
      triedSoFar: [],
      statements: [],
      openPromises: [],
    },
    ...{ ask: 'replace the pump', actions: [], reason: 'SKILL_NEEDED', ifThen: [], doNotAskAgain: [] },
  };
  const offer = (name, sender, to) => ({
    type: 'TransferOffered',
    data: {
      transferId: idOf(name, index),
      from: sender,
      to,
      mode: 'ASYNC',
      reason: 'SKILL_NEEDED',
      brief,
      riskTier: 1,
      completeness: 0.5,
    },
  });
  const agents = agentsOf(department);
  const holder = agents[index % agents.length];
  if (from !== department) {
    const transferId = idOf('passed', index);
    life.push(offer('passed', from, department));
    life.push({ type: 'TransferAccepted', data: { transferId, from, to: department, holder } });
  }
  if (index % 3 === 0) {
    const due = iso(now + HOUR + shuffled(index, count) * 1000);
    life.push({
      type: 'PromiseMade',
      data: {
        ...{ promiseId: idOf('promise', index), department, beneficiary: 'Anna Kern', action: 'We call with the date' },
        ...{
          callback: true,
          from: iso(opened),
          due,
          zone: 'Europe/Vienna',
          channel: 'PHONE',
          evidence: 'The call',
          contactId: contact.contactId,
        },
      },
    });
  }
  if (index % 7 === 0) {
    const asked = {
      consultId: idOf('consult', index),
      from: department,
      to: other(department, index + 1),
      channel: 'CHAT',
    };
    life.push({
      type: 'ConsultRequested',
      data: { ...asked, question: 'Is it under warranty?', due: iso(now + shuffled(index, count) * 1000) },
    });
  }
  if (index % 11 === 0) {
    const alarm = { alarmId: idOf('alarm', index), level: 'WARNING', cause: 'RETURN', rules: 'chain-alarms@2' };
    life.push({ type: 'ChainAlarmRaised', data: { ...alarm, transfers: 2, returns: 1, declines: 0, departments: 2 } });
  }
  if (index % 13 === 0) life.push(offer('open offer', department, receiverOf(department, index)));
  const by = { agent: agents[0], department, role: 'AGENT' };
  return life.map((fact, place) => ({ ...fact, occurredAt: iso(opened + place), by }));
}

/** What the lists must say of so many cases. */
export function expectedOf(count) {
  const of = new Map(
    DEPARTMENTS.map((code) => [
      code,
      { ...{ accountable: 0, offered: 0, awaiting: [], sent: 0, uninformed: 0, alarmed: 0, consults: 0 } },
    ]),
  );
  for (let index = 0; index < count; index += 1) {
    const department = departmentOf(index);
    const here = of.get(department);
    here.accountable += 1;
    if (index % 5 < 2 && other(department, index) !== department) {
      here.uninformed += 1;
      of.get(other(department, index)).sent += 1;
    }
    if (index % 7 === 0) {
      here.consults += 1;
      of.get(other(department, index + 1)).consults += 1;
    }
    if (index % 11 === 0) here.alarmed += 1;
    if (index % 13 === 0) {
      const receiver = of.get(receiverOf(department, index));
      here.sent += 1;
      receiver.offered += 1;
      if (index % 3 === 0) receiver.awaiting.push(index);
      if (index % 11 === 0) receiver.alarmed += 1;
    }
  }
  for (const each of of.values()) {
    each.awaiting.sort((one, next) => shuffled(one, count) - shuffled(next, count));
    each.first = each.awaiting.slice(0, 20).map(busyCase);
  }
  return of;
}

/** Fills a data folder with so many open cases, and takes the views to the end of the log. */
export async function fillOffice(folder, count) {
  const baton = await openBaton({ dataFolder: folder, projections: app.projections, log: silent });
  try {
    const now = Date.now();
    for (const code of DEPARTMENTS) await openDepartment(baton, code, now);
    let next = 0;
    const writer = async () => {
      while (next < count) {
        const index = next++;
        await write(baton, streamOf('case', busyCase(index)), lifeOf(index, count, now), now);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, writer));
    await baton.catchUp();
    const parked = (await Promise.all(app.projections.map(({ name }) => baton.runner.parked(name)))).flat();
    if (parked.length > 0)
      throw new Error(`${parked.length} events were set aside, the first at ${parked[0].position}`);
    return Number(await baton.store.head());
  } finally {
    await baton.close();
  }
}

async function openDepartment(baton, code, now) {
  const weekly = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'].map((day) => ({
    day,
    from: '08:00',
    until: '16:00',
  }));
  const past = (facts) => facts.map((fact) => ({ ...fact, occurredAt: iso(now - 20 * 24 * HOUR), by: BOSS }));
  await write(
    baton,
    streamOf('department', code),
    past([
      { type: 'DepartmentOpened', data: { name: `Department ${code}`, zone: 'Europe/Vienna' } },
      { type: 'OpeningHoursSet', data: { zone: 'Europe/Vienna', weekly } },
      { type: 'SkillsSet', data: { skills: ['washing machines', `skill of ${code}`] } },
      { type: 'CapacitySet', data: { cases: 1000, perAgent: 100, perSkill: [] } },
    ]),
    now,
  );
  const agents = agentsOf(code).map((agent) =>
    write(
      baton,
      streamOf('agent', agent),
      past([
        { type: 'AgentRegistered', data: { name: `Agent ${agent}`, department: code } },
        { type: 'SkillsSet', data: { skills: ['washing machines'] } },
      ]),
      now,
    ),
  );
  await Promise.all(agents);
}

async function write({ streams }, stream, facts, now) {
  const commandId = derivedId(NAMESPACE, stream);
  const commandHash = createHash('sha256').update(commandId).digest('hex');
  await streams.recordPast(stream, facts, {
    commandId,
    commandHash,
    by: BOSS,
    now: iso(now),
    correlationId: commandId,
  });
}

const silent = { warn: () => undefined, error: (text) => process.stderr.write(`${text}\n`) };
