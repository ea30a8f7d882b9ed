import { duration, listOf, onOff, path, text, webAddress, wholeNumber, type Kind } from './kind.js';
import { headers } from './pairs.js';

const reads = <T>(kind: Kind<T>, given: string): T | string => {
  const read = kind.read(given, '/etc');
  return 'wrong' in read ? `wrong: ${read.wrong}` : read.value;
};

describe('what a setting takes', () => {
  const time = duration({ min: '0s', max: '7d' });

  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['24h', 86_400_000],
    ['0s', 0],
  ])('a time: %s', (given, milliseconds) => {
    expect(reads(time, given)).toBe(milliseconds);
    expect(reads(time, time.write(milliseconds))).toBe(milliseconds);
  });

  it.each(['30', '8d', '-1s', '1.5h', '5 m', '', 's'])('%j is no time', (given) => {
    expect(reads(time, given)).toBe(`wrong: ${given}`);
  });

  it('a time is written with its largest unit', () => {
    expect([0, 1, 1500, 60_000, 90_000, 86_400_000].map((value) => time.write(value))).toEqual([
      '0s',
      '1ms',
      '1500ms',
      '1m',
      '90s',
      '1d',
    ]);
  });

  it('something is on or off', () => {
    expect(['on', 'off', 'true', 'false', 'yes', 'ON'].map((given) => reads(onOff(), given))).toEqual([
      true,
      false,
      true,
      false,
      'wrong: yes',
      'wrong: ON',
    ]);
    expect([onOff().write(true), onOff().write(false)]).toEqual(['on', 'off']);
  });

  it('a list, of a text with commas or of a list, is checked item by item', () => {
    const ports = listOf(wholeNumber({ min: 1, max: 9 }));
    expect(reads(ports, '1, 2,3')).toEqual([1, 2, 3]);
    expect(ports.read(['4', '5'], '')).toEqual({ value: [4, 5] });
    expect(ports.read([], '')).toEqual({ value: [] });
    expect(reads(ports, '1,x,3')).toBe('wrong: x');
    expect(reads(ports, '1,,3')).toBe('wrong: ');
    expect(reads(ports, '1,2,1')).toBe('wrong: 1, given twice');
    expect(ports.write([1, 2])).toBe('1,2');
    expect(ports.takes).toBe('a list, each a whole number from 1 to 9');
  });

  it('one thing is not several', () => {
    expect(text('a name').read(['a', 'b'], '')).toEqual({ wrong: '[a, b]' });
  });

  it('an address is of the web', () => {
    const address = webAddress('an address');
    expect(reads(address, 'http://localhost:4318')).toBe('http://localhost:4318');
    for (const given of ['localhost:4318', 'ftp://a.example', 'https://a b', 'https://']) {
      expect(reads(address, given)).toBe(`wrong: ${given}`);
    }
  });

  it('headers are read as they are sent, and those that cannot be sent are refused', () => {
    const given = 'authorization=Basic%20YTpi, x-tenant = b%C3%BCro=1%2C2';
    expect(reads(headers(), given)).toEqual({ authorization: 'Basic YTpi', 'x-tenant': 'b\u00fcro=1,2' });
    expect(reads(headers(), headers().write({ a: 'one, two', b: '=%' }))).toEqual({ a: 'one, two', b: '=%' });
    for (const wrong of [
      'a=%zz',
      'a=%E0%A4',
      'a',
      'a=',
      '=b',
      'a=b,',
      'a b=c',
      'a=b%0D%0Ac',
      'a=%E2%82%AC',
      '\u00e4=b',
    ]) {
      expect(reads(headers(), wrong)).toBe(`wrong: ${wrong}`);
    }
  });

  it('a path counts from the folder it was said in', () => {
    expect([reads(path('a file'), 'id.pem'), reads(path('a file'), '/id.pem')]).toEqual(['/etc/id.pem', '/id.pem']);
  });
});
