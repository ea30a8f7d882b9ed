import type { CommandBus } from '@nestjs/cqrs';
import { derivedId, type By } from '@baton/contracts';
import { issue } from '../platform/commands/issue.js';
import { registeredCommands } from '../platform/commands/registry.js';
import { colleagues, customers, departments } from './people.js';
import { newInInbox, putBack, reopened, solvedAtOnce } from './stories/ended.js';
import { onOffer, passedAround, takenBack } from './stories/passed-around.js';
import { callbackKept, promiseBroken, promiseMoved } from './stories/promised.js';
import { openQuestion, twoAnswers } from './stories/told.js';
import { customerId, type Step, type Story } from './story.js';

const OPENED_BY: By = { agent: 'demo', department: 'office', role: 'ADMIN', via: 'demo' };
const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'] as const;

/** A dozen matters, in every state a case can be in. */
export const stories = (now: string): Story[] =>
  [
    passedAround,
    onOffer,
    takenBack,
    callbackKept,
    promiseMoved,
    promiseBroken,
    twoAnswers,
    openQuestion,
    solvedAtOnce,
    reopened,
    newInInbox,
    putBack,
  ].map((tell) => tell(now));

/**
 * Fills a new data folder with a small office: departments with opening hours, agents, customers and a dozen cases,
 * each told as a story that ends today. Everything goes through the same commands as a caller's, with the clock of
 * the story, so that what a stranger sees first is what Baton really does.
 * @param now the instant at which the stories end, UTC ISO 8601
 * @returns how many commands were issued
 */
export async function openDemoOffice(bus: CommandBus, now: string): Promise<number> {
  const steps = [...foundation(now), ...stories(now).flatMap((story) => story.steps)];
  for (const step of steps) await take(bus, step);
  return steps.length;
}

async function take(bus: CommandBus, { at, by, command, input, commandId }: Step): Promise<void> {
  const registered = registeredCommands().find((known) => known.mutation === command);
  if (!registered) throw new Error(`The demo office asks for ${command}, which is no command`);
  await issue(bus, registered.command, input, { by: callerOf(by), now: at, commandId });
}

function callerOf(agent: string): By {
  const colleague = colleagues.find((known) => known.agent === agent);
  return colleague ? { agent, department: colleague.department, role: colleague.role, via: 'demo' } : OPENED_BY;
}

function foundation(now: string): Step[] {
  const at = new Date(Date.parse(now) - 30 * 24 * 60 * 60 * 1000).toISOString();
  const set = (command: string, input: object): Step => ({
    at,
    by: OPENED_BY.agent,
    command,
    input,
    commandId: derivedId(customerId('office'), `${command} ${JSON.stringify(input)}`),
  });
  return [
    ...departments.flatMap(({ department, name, skills, from, until }) => [
      set('openDepartment', { department, name, zone: 'Europe/Stockholm' }),
      set('setOpeningHours', { department, weekly: WEEKDAYS.map((day) => ({ day, from, until })) }),
      set('setDepartmentSkills', { department, skills: [...skills] }),
    ]),
    ...colleagues.map(({ agent, name, department }) => set('registerAgent', { agent, name, department })),
    ...customers.flatMap(({ name, kind, phone, segment }) => [
      set('registerCustomer', {
        customerId: customerId(name),
        kind,
        name,
        identifiers: [{ kind: 'PHONE', value: phone }],
      }),
      set('assignSegment', { customerId: customerId(name), segment }),
    ]),
    set('setPreferences', {
      customerId: customerId('Ruth Cohen'),
      channel: 'PHONE',
      language: 'he',
      zone: 'Asia/Jerusalem',
    }),
  ];
}
