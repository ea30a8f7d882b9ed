import fc from 'fast-check';
import { IdentifierKind } from '@baton/contracts';
import { Refusal } from '@baton/decider';
import { normaliseIdentifier } from './identifier.js';

const refusalOf = (kind: IdentifierKind, value: string): Refusal => {
  try {
    throw new Error(`accepted as ${normaliseIdentifier(kind, value)}`);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

describe('a telephone number', () => {
  it.each([
    '+49 30 901820',
    ' +49 (0)30 90 18 20 ',
    '+49-30-901820',
    '+49.30.901820',
    '+4930901820',
    '\u202a+49 30 901820\u202c',
    '\uff0b49 30 901820',
    '+49\u00a030\u00a0901820',
    '+49 ٣٠ 901820',
  ])('%j is +4930901820', (written) => {
    expect(normaliseIdentifier('PHONE', written)).toBe('+4930901820');
  });

  it.each([
    '030 901820',
    '0049 30 901820',
    '+49 30 901820 ext. 12',
    '+999 123456',
    '+49 1',
    '+1-800-FLOWERS',
    'call +49 30 901820',
    '+49 30 901820<script>alert(1)</script>',
    "+49 30 901820' OR 1=1 --",
    '+' + '1'.repeat(190),
    '+',
    '',
    '   ',
  ])('%j is refused with an example', (written) => {
    const refusal = refusalOf('PHONE', written);
    expect(refusal.code).toBe('IDENTIFIER_INVALID');
    expect(refusal.message).toContain('+43 1 58858 0');
  });
});

describe('an e-mail address', () => {
  it.each([
    ['ines.moser@example.org', 'ines.moser@example.org'],
    ['  Ines.Moser@EXAMPLE.org ', 'ines.moser@example.org'],
    ['ines+shop@example.org', 'ines+shop@example.org'],
    ["o'hara@mail.example.co.uk", "o'hara@mail.example.co.uk"],
    ['info@Bücher.example', 'info@xn--bcher-kva.example'],
    ['info@xn--bcher-kva.example', 'info@xn--bcher-kva.example'],
    ['иван@пример.рф', 'иван@xn--e1afmkfd.xn--p1ai'],
    ['ｉｎｅｓ@example.org', 'ines@example.org'],
    ['jürgen@example.org', 'jürgen@example.org'],
  ])('%j is kept as %j', (written, kept) => {
    expect(normaliseIdentifier('EMAIL', written)).toBe(kept);
  });

  it('is another address where a whole domain is written in look-alike letters, and shows as such', () => {
    expect(normaliseIdentifier('EMAIL', 'info@аррӏе.com')).toBe('info@xn--80ak6aa92e.com');
  });

  it.each([
    'ines',
    '@example.org',
    'ines@',
    'ines@localhost',
    'ines@127.0.0.1',
    'ines@[127.0.0.1]',
    'ines@example.0x7f',
    'ines moser@example.org',
    'ines@exa mple.org',
    'ines@@example.org',
    '"ines"@example.org',
    '.ines@example.org',
    'ines.@example.org',
    'in..es@example.org',
    'ines@example..org',
    'ines@-example.org',
    'ines@example.org/path',
    'ines@example.org:25',
    'ines@example.org\r\nBcc: all@example.org',
    'ines\u200b@example.org',
    'ines\u202e@example.org',
    '<ines@example.org>',
    '<b>ines</b>@example.org',
    'p\u0430ypal@example.org',
    'info@p\u0430ypal.com',
    `${'x'.repeat(65)}@example.org`,
    `ines@${'x'.repeat(64)}.org`,
    `ines@${'xy.'.repeat(70)}org`,
  ])('%j is refused', (written) => {
    expect(refusalOf('EMAIL', written).code).toBe('IDENTIFIER_INVALID');
  });
});

describe('a number or a name of another kind', () => {
  it.each<[IdentifierKind, string, string]>([
    ['CUSTOMER_NUMBER', ' k-100 234 ', 'K-100 234'],
    ['CONTRACT', 'v\u20112026/0815', 'V\u20102026/0815'],
    ['EXTERNAL', 'crm:ａｂ12', 'CRM:AB12'],
    ['EXTERNAL', 'moser  \t ines', 'MOSER INES'],
    ['EXTERNAL', '<script>alert(1)</script>', '<SCRIPT>ALERT(1)</SCRIPT>'],
    ['EXTERNAL', 'Иван Smith', 'ИВАН SMITH'],
  ])('%s %j is kept as %j', (kind, written, kept) => {
    expect(normaliseIdentifier(kind, written)).toBe(kept);
  });

  it.each(['', ' ', '\u200b', 'K\u0000100', 'K\u202e100', 'К\u041aK-100', 'x'.repeat(201), 'ß'.repeat(101)])(
    '%j is refused',
    (written) => {
      expect(refusalOf('CONTRACT', written).code).toBe('IDENTIFIER_INVALID');
    },
  );
});

describe('every identifier', () => {
  it('is normalised once: its one form is its own form', () => {
    const domains = fc.constantFrom('example.org', 'Bücher.example', 'ПРИМЕР.рф');
    const written = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.tuple(fc.string({ unit: 'grapheme', maxLength: 12 }), domains).map(([local, domain]) => `${local}@${domain}`),
      fc.stringMatching(/^\+[1-9][0-9 ()-]{6,16}$/),
    );
    fc.assert(
      fc.property(fc.constantFrom(...IdentifierKind.values), written, (kind, value) => {
        const once = attempt(kind, value);
        if (once !== undefined) expect(normaliseIdentifier(kind, once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  it('is never repeated in a refusal, which is logged', () => {
    expect(refusalOf('EMAIL', 'secret.person@localhost').message).not.toContain('secret');
    expect(refusalOf('PHONE', '030 901820').message).not.toContain('901820');
  });
});

function attempt(kind: IdentifierKind, value: string): string | undefined {
  try {
    return normaliseIdentifier(kind, value);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
