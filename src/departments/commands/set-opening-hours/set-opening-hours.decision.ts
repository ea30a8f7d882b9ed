import { Channel, ChannelHours, OpeningInterval, refuse, type DepartmentFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described, isZone, Nested } from '@baton/fields';
import type { DepartmentState } from '../../department.state.js';
import { departmentUnknown } from '../../unknown.js';
import { mustLead } from '../../lead.js';
import { orderedWeek } from '../../opening-week.js';

@Described('Says when a department is open, in place of what was set before.')
export class SetOpeningHours {
  @Code('The department') department: string;
  @Code("The time zone of the hours, an IANA name; the department's own when absent", { optional: true })
  zone?: string;
  @Nested(() => OpeningInterval, 'The hours of a week; one that closes before it opens runs over midnight', {
    list: 70,
  })
  weekly: OpeningInterval[];
  @Nested(
    () => ChannelHours,
    'The channels over which it is reached at other hours than it is open; none when absent',
    {
      list: 7,
      optional: true,
    },
  )
  channels?: ChannelHours[];
}

/**
 * Sets the hours of a week. Refused for an unknown department, a zone that does not exist or is missing, a time that
 * is not HH:MM, an empty interval or week, intervals that overlap, and two weeks for a channel: the message names the interval.
 */
export const setOpeningHours =
  (command: SetOpeningHours, { by }: Given): Decide<DepartmentState, DepartmentFact> =>
  (state) => {
    mustLead(by, command.department);
    if (!state) return departmentUnknown(command.department);
    const zone = command.zone ?? state.zone;
    if (zone === undefined) {
      refuse('HOURS_INVALID', `${state.code} has no time zone yet: name one such as Europe/Vienna.`, {
        missing: ['zone'],
      });
    }
    if (!isZone(zone)) {
      refuse('HOURS_INVALID', `${zone} is no IANA time zone: write one such as Europe/Vienna.`, { missing: ['zone'] });
    }
    const weekly = orderedWeek(command.weekly);
    const channels = orderedChannels(command.channels ?? []);
    const same =
      state.zone === zone && sameWeek(state.weekly ?? [], weekly) && sameChannels(state.channels ?? [], channels);
    return same ? [] : [{ type: 'OpeningHoursSet', data: { zone, weekly, ...(channels.length > 0 && { channels }) } }];
  };

/** Each with its week in order, by the order of the channels. */
function orderedChannels(channels: readonly ChannelHours[]): ChannelHours[] {
  const twice = channels.find(({ channel }, index) =>
    channels.some((one, at) => at < index && one.channel === channel),
  );
  if (twice) {
    refuse('HOURS_INVALID', `There are two weeks for ${twice.channel}: name one.`, { missing: ['channels'] });
  }
  return channels
    .map(({ channel, weekly }, index) => ({ channel, weekly: orderedWeek(weekly, `channels[${index}].weekly`) }))
    .sort((one, other) => Channel.values.indexOf(one.channel) - Channel.values.indexOf(other.channel));
}

const sameChannels = (one: readonly ChannelHours[], other: readonly ChannelHours[]): boolean =>
  one.length === other.length &&
  one.every(({ channel, weekly }, index) => {
    const against = other[index];
    return channel === against?.channel && sameWeek(weekly, against.weekly);
  });

const sameWeek = (one: readonly OpeningInterval[], other: readonly OpeningInterval[]): boolean =>
  one.length === other.length &&
  one.every(({ day, from, until }, index) => {
    const against = other[index];
    return day === against?.day && from === against.from && until === against.until;
  });
