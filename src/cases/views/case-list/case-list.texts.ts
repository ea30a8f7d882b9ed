import type { CaseFact, Contact } from '@baton/contracts';
import type { CaseEvent } from '../../case.state.js';
import type { EventOf } from '../case-trail/sentence.js';

type Texts = { readonly [T in CaseFact['type']]?: (event: EventOf<T>) => readonly (string | undefined)[] };

const said = ({ matter, participants = [] }: Partial<Contact>): (string | undefined)[] => [matter, ...participants];

/** By which texts of an event a case is found: what people said, asked and were called, not how the office works. */
const texts: Texts = {
  CaseOpened: ({ data }) => [data.reference, data.product, data.matter, ...said(data.contact ?? {})],
  ContactRecorded: ({ data }) => said(data),
  ContactCorrected: ({ data }) => said(data),
  NoteAdded: ({ data }) => [data.text],
  FactEstablished: ({ data }) => [data.topic, data.value],
  QuestionRaised: ({ data }) => [data.text],
  QuestionAnswered: ({ data }) => [data.answer],
  TransferOffered: ({ data }) => [data.brief.ask],
  PromiseMade: ({ data }) => [data.beneficiary, data.action],
  StatementMade: ({ data }) => [data.topic, data.value],
  CaseResolved: ({ data }) => [data.resolution],
};

/** The texts of an event by which its case is found. */
export const textsOf = (event: CaseEvent): readonly (string | undefined)[] =>
  (texts[event.type] as ((event: CaseEvent) => readonly (string | undefined)[]) | undefined)?.(event) ?? [];
