import { Channel, refuse, type CustomerFact, type Given, type PreferencesSet } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described, Id, isZone, minutesOfDay, OneOf } from '@baton/fields';
import type { CustomerState } from '../../customer.state.js';
import { customerUnknown } from '../../unknown.js';

@Described(
  'Says how a customer wants to be reached, in place of all that was set before: what is left out is no longer known.',
)
export class SetPreferences {
  @Id('The customer') customerId: string;
  @OneOf(Channel, 'The channel the customer prefers', { optional: true }) channel?: Channel;
  @Code('The language, a BCP 47 tag such as de-AT', { optional: true }) language?: string;
  @Code("The customer's time zone, an IANA name such as Europe/Vienna", { optional: true }) zone?: string;
  @Code('Start of the hours in which the customer must not be called, HH:MM', { optional: true }) quietFrom?: string;
  @Code('End of these hours, HH:MM; before the start means on the next day', { optional: true }) quietUntil?: string;
}

/**
 * Sets the preferences. Refuses `PREFERENCE_INVALID` naming the field: a language that is no BCP 47 tag, a zone that
 * does not exist, a time that is not HH:MM, quiet hours without a start, an end or a length.
 */
export const setPreferences =
  ({ customerId: _customerId, ...asked }: SetPreferences, _: Given): Decide<CustomerState, CustomerFact> =>
  (state) => {
    if (!state) return customerUnknown();
    const preferences = checked(asked);
    return same(state.preferences, preferences) ? [] : [{ type: 'PreferencesSet', data: preferences }];
  };

function checked(asked: PreferencesSet): PreferencesSet {
  if (asked.zone !== undefined && !isZone(asked.zone)) {
    invalid('zone', `${asked.zone} is no IANA time zone: write one such as Europe/Vienna.`);
  }
  mustBeQuietHours(asked);
  return asked.language === undefined ? asked : { ...asked, language: canonicalLanguage(asked.language) };
}

function canonicalLanguage(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? language;
  } catch {
    return invalid('language', `${language} is no language tag: write one such as de or pt-BR.`);
  }
}

function mustBeQuietHours({ quietFrom, quietUntil }: PreferencesSet): void {
  if (quietFrom === undefined && quietUntil === undefined) return;
  if (quietFrom === undefined) invalid('quietFrom', 'The quiet hours have an end but no start: name both or neither.');
  if (quietUntil === undefined) invalid('quietUntil', 'The quiet hours have a start but no end: name both or neither.');
  for (const [field, time] of Object.entries({ quietFrom, quietUntil })) {
    if (minutesOfDay(time) === undefined) invalid(field, `${time} is no time of day: write one such as 21:30.`);
  }
  if (quietFrom === quietUntil)
    invalid('quietUntil', 'The quiet hours have no length; the whole day is 00:00 to 24:00.');
}

function invalid(field: string, message: string): never {
  return refuse('PREFERENCE_INVALID', message, { missing: [field] });
}

const FIELDS = ['channel', 'language', 'zone', 'quietFrom', 'quietUntil'] as const;

const same = (one: PreferencesSet, other: PreferencesSet): boolean =>
  FIELDS.every((field) => one[field] === other[field]);
