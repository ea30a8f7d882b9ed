import { randomUUID } from 'node:crypto';
import { inWords, type FrontOffice } from './client.ts';
import {
  AcceptTransferDocument,
  BriefDocument,
  EstablishFactDocument,
  InboxDocument,
  MakePromiseDocument,
  OfferTransferDocument,
  OpenCaseDocument,
  RecordContactDocument,
  TrailDocument,
  WhoIsCallingDocument,
  type InboxQuery,
  type TrailQuery,
} from './operations.ts';

/** Who plays, when, and where the lines of the story go. */
export interface Stage {
  /** At the telephone: an agent of any department. */
  readonly first: FrontOffice;
  /** An agent of the department that the case is passed to. */
  readonly next: FrontOffice;
  /** The code of that department. */
  readonly nextDepartment: string;
  /** The number that the customer calls from, with its country code. */
  readonly phone: string;
  readonly now: Date;
  readonly say: (line: string) => void;
}

/**
 * A customer calls; what is known of her is on the screen before the first question. The agent takes down the matter,
 * promises something, and passes the case on with all of it; whoever takes it up sees the whole trail.
 * @returns the id of the case
 */
export async function tellStory({ first, next, nextDepartment, phone, now, say }: Stage): Promise<string> {
  const minutes = (count: number): string => new Date(now.getTime() + count * 60_000).toISOString();

  // The telephone rings. One query answers with everything that is known.
  const { customerContext: known } = await first.ask(WhoIsCallingDocument, { phone });
  if (!known) throw new Error(`Nobody is known who calls from ${phone}: register the customer first`);
  const { customer, openCases, openPromises } = known;
  say(`${customer.name} calls. She has ${openCases.length} open cases and was promised ${openPromises.length} things:`);
  for (const { summary, accountable } of openCases) say(`  ${accountable}: ${summary}`);

  // It is about something new. A case begins with its first contact.
  const call = {
    direction: 'INBOUND',
    channel: 'PHONE',
    participants: [customer.name],
    disposition: 'FOLLOW_UP',
  } as const;
  const contactId = randomUUID();
  const matter = 'The router restarts whenever somebody rings the bell';
  const opened = await first.done(OpenCaseDocument, {
    input: {
      customerId: customer.customerId,
      kind: 'FAULT',
      matter,
      contact: { ...call, contactId, startedAt: minutes(-12), endedAt: minutes(-5), matter },
    },
  });
  const caseId = opened.key;
  say(`The case ${caseId} is opened.`);

  // She calls again, a few minutes later: that is a contact of the same case.
  await first.done(RecordContactDocument, {
    input: {
      caseId,
      contact: {
        ...call,
        startedAt: minutes(-3),
        endedAt: minutes(-1),
        matter: 'The bell and the router share a socket',
      },
    },
  });
  await first.done(EstablishFactDocument, {
    input: { caseId, topic: 'wiring', value: 'Bell and router share a socket', verifiedBy: 'The customer looked' },
  });

  // "Somebody will call you" is no promise. The refusal is an answer: it says what is missing.
  const vague = await first.command(MakePromiseDocument, { input: { caseId, action: 'Somebody will call you' } });
  if (vague.__typename === 'Refused') say(`No promise yet: ${inWords(vague)}`);
  await first.done(MakePromiseDocument, {
    input: {
      caseId,
      contactId,
      action: 'Call back with the result of the measurement',
      beneficiary: customer.name,
      callback: true,
      channel: customer.preferences?.channel ?? 'PHONE',
      due: minutes(24 * 60),
      evidence: 'The call is recorded as a contact of this case',
      zone: 'Europe/Stockholm',
    },
  });

  // An open promise makes it riskier to pass the case on: the next department is told more.
  const { caseBrief: brief } = await first.ask(BriefDocument, { caseId });
  say(`The brief: ${brief?.severity.text ?? ''} Next: ${brief?.nextStep.text ?? ''}`);
  const offer = {
    caseId,
    to: nextDepartment,
    reason: 'SKILL_NEEDED',
    ask: 'measure the voltage at the socket',
  } as const;
  const bare = await first.command(OfferTransferDocument, { input: offer });
  if (bare.__typename === 'Refused') say(`Not passed on yet: ${inWords(bare)}`);
  const offered = await first.done(OfferTransferDocument, {
    // Had anybody touched the case since the brief was read, this would be refused with what was missed.
    expectedRevision: brief?.revision ?? null,
    input: { ...offer, ifThen: ['If the voltage drops, have the bell put on a circuit of its own'] },
  });

  // At the next department. The inbox is a view: asked for at least the receipt's position, it holds the offer.
  let waiting: { readonly ask: string | null } | undefined;
  for await (const item of inbox(next, nextDepartment, offered.position)) {
    if (item.caseId === caseId) waiting = item;
  }
  say(`In the inbox of ${nextDepartment}: ${waiting?.ask ?? 'nothing'}`);
  await next.done(AcceptTransferDocument, {
    input: {
      caseId,
      readBack: { ask: 'measure the voltage', firstAction: 'drive there this afternoon', by: minutes(6 * 60) },
    },
  });

  // Nobody has to ask her again.
  say('What the next agent sees:');
  for await (const { sentence } of trail(next, caseId)) say(`  ${sentence}`);
  return caseId;
}

/** What waits in an inbox, page by page. */
async function* inbox(office: FrontOffice, department: string, atLeast: string) {
  for (let after: string | null = null; ;) {
    const { departmentInbox }: InboxQuery = await office.ask(InboxDocument, { department, atLeast, after });
    for (const { node } of departmentInbox.edges) yield node;
    if (!departmentInbox.pageInfo.hasNextPage) return;
    after = departmentInbox.pageInfo.endCursor;
  }
}

/** The whole trail of a case, page by page. */
async function* trail(office: FrontOffice, caseId: string) {
  for (let after: string | null = null; ;) {
    const { caseTrail }: TrailQuery = await office.ask(TrailDocument, { caseId, after });
    for (const { node } of caseTrail?.edges ?? []) yield node;
    if (!caseTrail?.pageInfo.hasNextPage) return;
    after = caseTrail.pageInfo.endCursor;
  }
}
