import { Code, Count, Described, Flag, Id, Instant, Nested, OneOf, Text } from '@baton/fields';
import { TransferStatus } from '../../case.words.js';

@Described('A case of a handover, and what became of it.')
export class HandedCase {
  @Id('The case') caseId: string;
  @Id('The transfer with which it was offered; absent where it was left out', { optional: true }) transferId?: string;
  @Code('The agent it is meant for; absent: whoever of the department takes it', { optional: true }) toAgent?: string;
  @OneOf(TransferStatus, 'Where the offer stands; absent where there is none', { optional: true })
  status?: TransferStatus;
  @Code('Who took it', { optional: true }) holder?: string;
  @Code('Why it was not offered: the code', { optional: true }) code?: string;
  @Text('Why it was not offered, and what to do', { optional: true, max: 1000 }) message?: string;
}

@Described('A handover of cases at the end of a shift, and what became of each.')
export class ShiftHandover {
  @Id('The handover') handoverId: string;
  @Code('Whose cases they are: he holds each until it is accepted') agent: string;
  @Code('The department') department: string;
  @Code('Who asked for it') begunBy: string;
  @Instant('When it began') begunAt: string;
  @Flag('Whether each case was offered, or it is said why not; till then Baton goes on with it') offered: boolean;
  @Count('How many cases wait for a colleague to accept them') waiting: number;
  @Nested(() => HandedCase, 'The cases', { list: 100 }) cases: HandedCase[];
}

@Described('Which handovers of a department are wanted; all when nothing is said.')
export class ShiftHandoverFilter {
  @Code('Only those of the cases of this agent', { optional: true }) agent?: string;
  @Flag('True: only those with cases that wait for somebody to accept them; false: only the others', { optional: true })
  waiting?: boolean;
}
