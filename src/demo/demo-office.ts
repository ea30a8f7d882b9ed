import type { CommandBus } from '@nestjs/cqrs';
import { derivedId, streamOf, Weekday, type By } from '@baton/contracts';
import { firstEvent, type EventStore, type StoredEvent } from '@baton/event-store';
import { issue } from '../platform/commands/issue.js';
import { registeredCommands } from '../platform/commands/registry.js';
import { colleagues, customers, departments } from './people.js';
import { newInInbox, putBack, reopened, solvedAtOnce } from './stories/ended.js';
import { onOffer, passedAround, takenBack } from './stories/passed-around.js';
import { callbackKept, promiseBroken, promiseMoved } from './stories/promised.js';
import { openQuestion, twoAnswers } from './stories/told.js';
import { customerId, type Step, type Story } from './story.js';

const OPENED_BY: By = { agent: 'demo', department: 'office', role: 'ADMIN', via: 'demo' };

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

/** How long before its stories end the office was founded, milliseconds. */
const FOUNDED_BEFORE = 30 * 24 * 60 * 60 * 1000;

/**
 * Fills an empty log with a small office: departments with opening hours, agents, customers and a dozen cases,
 * each told as a story that ends today. Everything goes through the same commands as a caller's, with the clock of
 * the story, so that what a stranger sees first is what Baton really does. Interrupted, it goes on when it is called
 * again, and two processes that open it at the same time open one: its instant is that of the first event.
 * @param now the instant at which the stories end where the log is empty, UTC ISO 8601
 * @returns whether anything was opened
 */
export async function openDemoOffice(
  bus: CommandBus,
  log: Pick<EventStore, 'readAll' | 'findCommand'>,
  now: string,
): Promise<boolean> {
  const [founding] = foundation(now);
  // The same command whoever gives it and when: only the first event says when that was.
  if (founding && !(await firstEvent(log))) await take(bus, founding);
  const first = await firstEvent(log);
  if (!first || first.commandId !== founding?.commandId) return false;
  const steps = stepsOf(endOf(first));
  const last = steps.at(-1);
  if (last && (await log.findCommand(last.commandId, streamOf('case', caseOf(last))))) return false;
  for (const step of steps) await take(bus, step);
  return true;
}

/** When the stories end that begin with an event. */
const endOf = ({ recordedAt }: StoredEvent): string => new Date(Date.parse(recordedAt) + FOUNDED_BEFORE).toISOString();

const stepsOf = (now: string): Step[] => [...foundation(now), ...stories(now).flatMap(({ steps }) => steps)];

const caseOf = ({ input }: Step): string => (input as { readonly caseId: string }).caseId;

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
  const at = new Date(Date.parse(now) - FOUNDED_BEFORE).toISOString();
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
      set('setOpeningHours', { department, weekly: Weekday.values.map((day) => ({ day, from, until })) }),
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
