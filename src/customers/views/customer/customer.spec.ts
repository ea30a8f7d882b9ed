import { Streams } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { contextOf } from '../../../../test/support/callers.js';
import { AddIdentifierProcess } from '../../commands/add-identifier/add-identifier.process.js';
import { RegisterCustomerProcess } from '../../commands/register-customer/register-customer.process.js';
import { RetireIdentifierProcess } from '../../commands/retire-identifier/retire-identifier.process.js';
import { StreamCustomerFinder } from '../../customer-finder.js';
import { reservationAggregate } from '../../reservation.state.js';
import { reserveIdentifier } from '../../reservation.decision.js';
import { IdentifierClaims } from '../../identifier-claims.js';
import { IdentifierFingerprints, reservationStream } from '../../identifier-fingerprints.js';
import { Reservations } from '../../reservations.js';

const ANNA = 'aaaaaaaa-0000-4000-8000-000000000000';
const streams = new Streams(new MemoryEventStore());
const fingerprints = new IdentifierFingerprints(new Uint8Array(32).fill(7));
const reservations = new Reservations(streams);
const claims = new IdentifierClaims(streams, reservations);
const finder = new StreamCustomerFinder(streams, fingerprints, reservations);
const mail = { kind: 'EMAIL', value: 'Anna@Example.org' } as const;
const phone = { kind: 'PHONE', value: '+43 1 58858 0' } as const;

describe('finding a customer', () => {
  beforeAll(async () => {
    const command = { customerId: ANNA, kind: 'PERSON' as const, name: 'Anna', identifiers: [mail] };
    await new RegisterCustomerProcess(claims, fingerprints).execute(command, contextOf('register', command));
  });

  it('is done by its id, however it is written', async () => {
    expect(await finder.byId(ANNA.toUpperCase())).toMatchObject({ customerId: ANNA, name: 'Anna', revision: 1 });
    expect(await finder.byId('nobody')).toBeUndefined();
  });

  it('is done by an identifier, however it is written, as soon as it was added', async () => {
    expect(await finder.byIdentifier('EMAIL', ' anna@example.ORG')).toMatchObject({ customerId: ANNA });
    expect(await finder.byIdentifier('PHONE', phone.value)).toBeUndefined();
    const command = { customerId: ANNA, ...phone };
    await new AddIdentifierProcess(claims, fingerprints).execute(command, contextOf('add', command));
    expect(await finder.byIdentifier('PHONE', '+43-1-588580')).toMatchObject({ customerId: ANNA, revision: 2 });
  });

  it('finds nobody by an identifier that was retired, or that is only reserved', async () => {
    const command = { customerId: ANNA, ...phone, reason: 'moved' };
    await new RetireIdentifierProcess(claims, fingerprints).execute(command, contextOf('retire', command));
    expect(await finder.byIdentifier('PHONE', phone.value)).toBeUndefined();
    const { fingerprint } = fingerprints.of('PHONE', phone.value);
    const reserve = reserveIdentifier({ customerId: ANNA }, contextOf('reserve'));
    await streams.decide(reservationStream(fingerprint), reservationAggregate, reserve, contextOf('reserve'));
    expect(await finder.byIdentifier('PHONE', phone.value)).toBeUndefined();
  });

  it('refuses a value that is no identifier of its kind', async () => {
    await expect(finder.byIdentifier('PHONE', '01 58858')).rejects.toMatchObject({ code: 'IDENTIFIER_INVALID' });
  });
});
