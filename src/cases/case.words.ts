import { words, type WordOf } from '@baton/fields';

export const CaseStatus = words('CaseStatus', 'Where a case stands', {
  OPEN: 'Somebody is accountable and the matter is not resolved',
  RESOLVED: 'The matter is resolved; the case can be closed or reopened',
  CLOSED: 'Nobody is accountable any longer; the case can be reopened',
  MERGED: 'The same matter as another case, in which work goes on (X3)',
});
export type CaseStatus = WordOf<typeof CaseStatus>;

export const TransferStatus = words('TransferStatus', 'Where a transfer stands', {
  OFFERED: 'Waits for the receiver',
  ACCEPTED: 'The receiver is accountable',
  DECLINED: 'The receiver did not take it',
  RECALLED: 'The sender took it back',
  EXPIRED: 'Nobody answered it in time',
});
export type TransferStatus = WordOf<typeof TransferStatus>;

export const PromiseStatus = words('PromiseStatus', 'Where a promise stands', {
  OPEN: 'Still to be kept',
  KEPT: 'Kept, with evidence',
  BROKEN: 'Not kept in time, or withdrawn',
  RELEASED: 'The beneficiary no longer wants it',
  CANCELLED: 'Its condition has become false',
});
export type PromiseStatus = WordOf<typeof PromiseStatus>;

export const ConsultStatus = words('ConsultStatus', 'Where a consult stands', {
  OPEN: 'Waits for an answer',
  ANSWERED: 'The department that was asked has answered',
  WITHDRAWN: 'No longer asked',
});
export type ConsultStatus = WordOf<typeof ConsultStatus>;
