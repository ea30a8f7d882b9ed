import {
  alarmsBetween,
  CHAIN_ALARMS,
  chainAlarms,
  counts,
  tallied,
  type ChainAlarm,
  type ChainTally,
} from '@baton/chain-alarms';
import { AlarmLevel, derivedId, type CaseFact, type ChainAlarmRaised, type Given } from '@baton/contracts';
import type { CaseState } from './case.state.js';

/** Whether an alarm of that level, or of a higher one, was raised. From WARNING on nothing is suggested unasked (H10). */
export const alarmed = ({ alarmLevel }: CaseState, level: AlarmLevel): boolean =>
  alarmLevel !== undefined && reaches(alarmLevel, level);

/**
 * H10: the alarms that a passing, or a decline, raises: written in the same decision as the fact itself. From WARNING on
 * the supervisor of the department that is accountable then is asked, once.
 * @param told with the acceptance: that the customer heard it live
 */
export function alarmsRaisedBy(
  fact: Extract<CaseFact, { type: 'TransferAccepted' | 'TransferDeclined' | 'AssignmentArbitrated' }>,
  { tally, accountable }: CaseState,
  given: Given,
  told: readonly CaseFact[] = [],
): CaseFact[] {
  const after = [fact, ...told].reduce(tallied, tally);
  const department = fact.type === 'TransferDeclined' ? accountable : fact.data.to;
  const transfer = fact.type === 'AssignmentArbitrated' ? {} : { transferId: fact.data.transferId };
  return alarmFacts(alarmsBetween(tally, after), after, { ...transfer, department }, given);
}

/**
 * H10: the alarm that an offer has waited for more than an opening day; nothing where it was answered meanwhile, does not
 * count, or has raised it already. The supervisor of the receiver is asked: only it can answer.
 * @param waiting the offer, and the versions of the receiver's calendar and of the rule by which its time was counted
 */
export function waitingAlarm(
  { transfers, alarms, tally }: CaseState,
  { transferId, calendar }: { readonly transferId: string; readonly calendar?: string | undefined },
  given: Given,
): CaseFact[] {
  const transfer = transfers.get(transferId);
  if (transfer?.status !== 'OFFERED' || !counts(transfer)) return [];
  const waited = chainAlarms.filter(({ cause }) => cause === 'WAITED_AN_OPENING_DAY');
  if (alarms.some((alarm) => alarm.transferId === transferId && alarm.cause === waited[0]?.cause)) return [];
  const about = { transferId, ...(calendar === undefined ? {} : { calendar }), department: transfer.to };
  return alarmFacts(waited, tally, about, given);
}

/** What alarms are about: the transfer, if any, the calendar that counted, if any, and whose supervisor is asked. */
type Occasion = Pick<ChainAlarmRaised, 'transferId' | 'calendar'> & { readonly department: string };

/** Alarms as facts, with the escalation that follows of the highest. */
function alarmFacts(
  alarms: readonly ChainAlarm[],
  { transfers, returns, declines, departments }: ChainTally,
  { department, ...about }: Occasion,
  { commandId }: Given,
): CaseFact[] {
  const facts = alarms.map(({ level, cause }): CaseFact => ({
    type: 'ChainAlarmRaised',
    data: {
      alarmId: derivedId(commandId, `alarm ${cause}`),
      level,
      cause,
      ...about,
      rules: CHAIN_ALARMS,
      transfers,
      returns,
      declines,
      departments: departments.size,
    },
  }));
  if (!alarms.some(({ level }) => reaches(level, 'WARNING'))) return facts;
  const { transferId } = about;
  const escalationId = derivedId(commandId, 'escalation');
  const escalation = { escalationId, department, cause: 'CHAIN_ALARM', ...(transferId && { transferId }) } as const;
  return [...facts, { type: 'EscalationRaised', data: escalation }];
}

const reaches = (level: AlarmLevel, least: AlarmLevel): boolean =>
  AlarmLevel.values.indexOf(level) >= AlarmLevel.values.indexOf(least);
