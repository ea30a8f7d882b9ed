import { Channel } from '@baton/contracts';
import { Code, Described, Flag, Instant, Nested, OneOf, Text } from '@baton/fields';

@Described('A time in which a department is open.')
export class OpeningTime {
  @Instant('From when') from: string;
  @Instant('Until when') until: string;
}

@Described('Whether a department can be reached, and when a customer hears from it.')
export class Availability {
  @Code('The department') department: string;
  @OneOf(Channel, 'Over which channel; over any when absent', { optional: true }) channel?: Channel;
  @Instant('When that is so') at: string;
  @Flag('It is open') open: boolean;
  @Instant('Until when it is open, or closed; absent where that does not change within ten years', { optional: true })
  until?: string;
  @Instant('When it opens next: while it is open, after it has closed; absent where it does not within ten years', {
    optional: true,
  })
  opensAt?: string;
  @Nested(() => OpeningTime, 'The hours of the day on which it is open, or opens next', { list: 10 })
  hours: OpeningTime[];
  @Text('Why today has other hours than its day of the week: a holiday, or what was said of the date', {
    optional: true,
    max: 200,
  })
  special?: string;
  @Code('The time zone in which it works, an IANA name') zone: string;
  @Text('The version of its calendar (X4)', { max: 300 }) calendar: string;
  @Instant(
    'When a matter that comes now is expected to be taken up: as soon as it is open, or when its turn comes where it has all the work it can do; absent where nobody can say',
    { optional: true },
  )
  takenUpAt?: string;
}
