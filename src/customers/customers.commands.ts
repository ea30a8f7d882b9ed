import type { CustomerFact, Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { DescribedClass } from '@baton/fields';
import type { RegisteredCommand } from '../platform/commands/command-slice.js';
import { decisionSlice } from '../platform/commands/decision-slice.js';
import { processSlice } from '../platform/commands/process-slice.js';
import { AddIdentifier } from './commands/add-identifier/add-identifier.decision.js';
import { AddIdentifierProcess } from './commands/add-identifier/add-identifier.process.js';
import { AssignSegment, assignSegment } from './commands/assign-segment/assign-segment.decision.js';
import { CompleteOutreach, completeOutreach } from './commands/complete-outreach/complete-outreach.decision.js';
import { ExpireOutreach, expireOutreach } from './commands/expire-outreach/expire-outreach.decision.js';
import { RegisterCustomer } from './commands/register-customer/register-customer.decision.js';
import { RegisterCustomerProcess } from './commands/register-customer/register-customer.process.js';
import { ReleaseOutreach, releaseOutreach } from './commands/release-outreach/release-outreach.decision.js';
import { ReserveOutreach, reserveOutreach } from './commands/reserve-outreach/reserve-outreach.decision.js';
import { RetireIdentifier } from './commands/retire-identifier/retire-identifier.decision.js';
import { RetireIdentifierProcess } from './commands/retire-identifier/retire-identifier.process.js';
import { SetPreferences, setPreferences } from './commands/set-preferences/set-preferences.decision.js';
import { VerifyIdentifier, verifyIdentifier } from './commands/verify-identifier/verify-identifier.decision.js';
import { customerAggregate, type CustomerState } from './customer.state.js';
import { customerStream, IdentifierFingerprints } from './identifier-fingerprints.js';
import { Matters } from './matters.js';

type OnCustomer = { readonly customerId: string };

const streamOfCustomer = ({ customerId }: OnCustomer): string => customerStream(customerId);

/** A command on a customer that needs nothing but the customer. */
const onCustomer = <C extends OnCustomer>(
  command: DescribedClass<C>,
  decide: (command: C, given: Given) => Decide<CustomerState, CustomerFact>,
): RegisteredCommand => decisionSlice({ command, aggregate: customerAggregate, stream: streamOfCustomer, decide });

/** Every command on a customer. */
export const customersCommands: readonly RegisteredCommand[] = [
  processSlice({ command: RegisterCustomer, process: RegisterCustomerProcess }),
  processSlice({ command: AddIdentifier, process: AddIdentifierProcess }),
  decisionSlice({
    command: VerifyIdentifier,
    aggregate: customerAggregate,
    stream: streamOfCustomer,
    decide: verifyIdentifier,
    facts: {
      from: IdentifierFingerprints,
      gather: (fingerprints: IdentifierFingerprints, { kind, value }) => Promise.resolve(fingerprints.of(kind, value)),
    },
  }),
  processSlice({ command: RetireIdentifier, process: RetireIdentifierProcess }),
  onCustomer(AssignSegment, assignSegment),
  onCustomer(SetPreferences, setPreferences),
  decisionSlice({
    command: ReserveOutreach,
    aggregate: customerAggregate,
    stream: streamOfCustomer,
    decide: reserveOutreach,
    facts: {
      from: Matters,
      gather: (matters: Matters, { caseId }: ReserveOutreach) => matters.toReserve(caseId),
    },
  }),
  decisionSlice({
    command: CompleteOutreach,
    aggregate: customerAggregate,
    stream: streamOfCustomer,
    decide: completeOutreach,
    facts: {
      from: Matters,
      gather: (matters: Matters, { customerId, outreachId, contactId }: CompleteOutreach) =>
        matters.toComplete(customerId, outreachId, contactId),
    },
  }),
  onCustomer(ReleaseOutreach, releaseOutreach),
  decisionSlice({
    command: ExpireOutreach,
    mutation: false,
    aggregate: customerAggregate,
    stream: streamOfCustomer,
    decide: expireOutreach,
  }),
];
