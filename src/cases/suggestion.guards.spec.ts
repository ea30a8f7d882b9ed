import { alarm, opened } from './testing/case.happenings.js';
import { given } from './testing/case.scenarios.js';
import { routingOff } from './suggestion.guards.js';

describe('H10 suggestions', () => {
  it.each([[], [alarm('NOTICE', 'SECOND_DECLINE')]])('go on before a warning', (...alarms) => {
    expect(routingOff(given(opened(), ...alarms).state())).toBeUndefined();
  });

  it('end with a warning, and say why and what to do instead', () => {
    const off = routingOff(given(opened(), alarm('WARNING', 'RETURN'), alarm('NOTICE', 'SECOND_DECLINE')).state());
    expect(off).toMatch(/a warning \(the case came back to a .*requestConsult.*supervisor/);
    expect(routingOff(given(opened(), alarm('ALARM', 'SECOND_RETURN')).state())).toContain(
      'an alarm (the case came back once more',
    );
  });
});
