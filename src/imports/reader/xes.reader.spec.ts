import { readAll } from '../testing/reading.js';
import { readXes, xmlEncoding } from './xes.reader.js';

const columns = {
  wanted: new Set([
    'case:concept:name',
    'case:region',
    'time:timestamp',
    'org:group',
    'cost/currency',
    'tags/0',
    'tags/1',
  ]),
  caseColumn: 'case:concept:name',
  timeColumn: 'time:timestamp',
};
const read = (text: string, size?: number) => readAll(readXes, text, columns, size);

const event = (group: string, more = '') =>
  `<event><string key="org:group" value="${group}"/><date key="time:timestamp" value="2026-03-02T09:00:00Z"/>${more}</event>`;
const trace = (name: string, ...events: string[]) =>
  `<trace>\n<string key="concept:name" value="${name}"/>\n${events.join('\n')}\n</trace>`;
const log = (...parts: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="2.0" xmlns="http://www.xes-standard.org/">\n${parts.join('\n')}\n</log>\n`;

describe('the reader of XES', () => {
  it('gives the traces with their events, however the text is cut', async () => {
    const text = log(trace('1', event('A'), event('B')), trace('2', event('Ünïcödé &amp; &lt;co&gt;')));
    for (const size of [1, 7, text.length]) {
      const { cases, problems } = await read(text, size);
      expect(problems).toEqual([]);
      expect(cases.map(({ reference }) => reference)).toEqual(['1', '2']);
      expect(cases[0]?.rows.map(({ columns }) => columns['org:group'])).toEqual(['A', 'B']);
      expect(cases[1]?.rows[0]?.columns['org:group']).toBe('Ünïcödé & <co>');
      expect(cases[1]).toMatchObject({ trace: 2, line: 8, problems: [] });
    }
  });

  it('reads nested attributes, lists, namespaces and what the trace says of all its events', async () => {
    const nested =
      '<float key="cost" value="3.5"><string key="currency" value="EUR"/></float>' +
      '<list key="tags"><values><string key="tag" value="new"/><string key="tag" value="old"/></values></list>';
    const text = log(trace('1', '<string key="region" value="north"/>', event('A', nested)));
    const { cases } = await read(
      text.replaceAll(/<(\/?)(log|trace|event)/g, '<$1xes:$2').replace('xmlns=', 'xmlns:xes='),
    );
    expect(cases[0]?.rows[0]?.columns).toEqual({
      'case:concept:name': '1',
      'case:region': 'north',
      'org:group': 'A',
      'time:timestamp': '2026-03-02T09:00:00Z',
      'cost/currency': 'EUR',
      'tags/0': 'new',
      'tags/1': 'old',
    });
  });

  it('lets what the log declares stand in for what is absent, but never a name or a time', async () => {
    const globals =
      '<global scope="trace"><string key="concept:name" value="UNKNOWN"/><string key="region" value="nowhere"/></global>' +
      '<global scope="event"><string key="org:group" value="UNKNOWN"/><date key="time:timestamp" value="1970-01-01T00:00:00Z"/></global>';
    const { cases } = await read(log(globals, '<trace><event><string key="other" value="x"/></event></trace>'));
    expect(cases[0]?.reference).toBeUndefined();
    expect(cases[0]?.rows[0]?.columns).toEqual({ 'org:group': 'UNKNOWN', 'case:region': 'nowhere' });
  });

  it('leaves aside what the profile does not read, and what the log says of itself', async () => {
    const statistics = '<float key="meta" value="1"><string key="org:group" value="NOT A CASE"/></float>';
    const { cases } = await read(
      log(
        '<extension name="Concept" prefix="concept" uri="u"/>',
        statistics,
        trace('1', event('A', '<int key="x" value="1"/>')),
      ),
    );
    expect(cases).toHaveLength(1);
    expect(Object.keys(cases[0]?.rows[0]?.columns ?? {})).toEqual(['case:concept:name', 'org:group', 'time:timestamp']);
  });

  it.each([
    ['a bare <', trace('2', event('B').replace('"B"', '"B < C"'))],
    ['a bare &', trace('2', event('B').replace('"B"', '"B & C"'))],
    ['a quote that does not close', trace('2', event('B').replace('"B"', '"B'))],
    ['an entity that nobody declared', trace('2', event('B').replace('"B"', '"&boo;"'))],
    ['an event that does not end', trace('2', event('B').replace('</event>', ''), event('C'))],
    ['a closing tag that matches nothing', trace('2', event('B').replace('</event>', '</evnt></event>'))],
    ['an attribute without a value', trace('2', event('B').replace(' value="B"', ''))],
    ['a trace that does not end', trace('2', event('B')).replace('</trace>', '')],
  ])('reports a trace with %s and goes on with the next', async (_, broken) => {
    const { cases, problems } = await read(
      log(trace('1', event('A')), broken, trace('3', event('D')), trace('4', event('E'))),
    );
    expect(cases.map(({ reference }) => reference)).toEqual(['1', '2', '3', '4']);
    const [one, two, three, four] = cases;
    expect([one, three, four].map((found) => found?.problems)).toEqual([[], [], []]);
    expect(two?.problems[0]).toMatchObject({ code: 'XML_BROKEN', trace: 2, reference: '2' });
    expect(two?.problems[0]?.line).toBeGreaterThan(6);
    expect(problems).toEqual([]);
  });

  it('reports a trace that nests without end, or that is larger than memory should hold', async () => {
    const deep = trace('2', `<event>${'<string key="a" value="b">'.repeat(100)}`);
    const large = trace('3', `<!-- ${'x'.repeat(33_000_000)} -->`);
    const { cases } = await read(log(trace('1', event('A')), deep, large, trace('4', event('B'))), 1_000_000);
    expect(cases.map(({ trace, problems }) => [trace, problems[0]?.code])).toEqual([
      [1, undefined],
      [2, 'NESTED_TOO_DEEP'],
      [3, 'CASE_TOO_LONG'],
      [4, undefined],
    ]);
    expect(cases[3]?.line).toBe((cases[2]?.line ?? 0) + 4);
  });

  it('reports an attribute that stands twice, a value that is too long, and a case that never ends', async () => {
    const twice = trace('1', event('A', '<string key="org:group" value="B"/>'));
    const long = trace('2', event('x'.repeat(2001)));
    const many = trace('3', ...Array.from({ length: 10_001 }, () => event('A')));
    const { cases } = await read(log(twice, long, many));
    expect(cases.map(({ problems }) => problems.map(({ code }) => code))).toEqual([
      ['VALUE_TWICE'],
      ['TEXT_TOO_LONG'],
      ['CASE_TOO_LONG'],
    ]);
    expect(cases[2]?.rows).toHaveLength(10_000);
  });

  it('reports an event outside of a trace, and broken XML between traces', async () => {
    const { cases, problems } = await read(log(event('A'), '<string key="x" value="a & b"/>', trace('1', event('A'))));
    expect(cases).toHaveLength(1);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['EVENT_OUTSIDE', 3],
      ['XML_BROKEN', 4],
    ]);
  });

  it.each([
    ['NOT_XES', 'case;time\n1;2026'],
    ['NOT_XES', '<html><body/></html>'],
    ['NOT_XES', '   \n '],
    ['DOCTYPE_REFUSED', '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><log/>'],
    ['FILE_TRUNCATED', log(trace('1', event('A'))).slice(0, -20)],
    ['NESTED_TOO_DEEP', `<log>${'<string key="a" value="b">'.repeat(100)}`],
    ['TEXT_TOO_LONG', `<log><string key="a" value="${'x'.repeat(2_000_000)}"/></log>`],
    ['TEXT_TOO_LONG', `<!-- ${'x'.repeat(2_000_000)} --><log/>`],
    ['XML_BROKEN', log(...Array.from({ length: 200 }, () => '<string key="x" value="&"/>'))],
  ])('refuses with %s what is no log or not fit to read', async (code, text) => {
    await expect(read(text, 65_536)).rejects.toMatchObject({ name: 'ImportFailed', code });
    await expect(read(text, 65_536)).rejects.toHaveProperty('remedy', expect.stringMatching(/\w{4,}.*\.$/));
  });

  it('gives the traces that are whole before a log that ends too early', async () => {
    const text = log(trace('1', event('A')), trace('2', event('B')));
    const seen: unknown[] = [];
    const reading = { ...columns, report: () => undefined };
    const reader = readXes(
      (async function* () {
        yield await Promise.resolve(text.slice(0, text.indexOf('value="B"')));
      })(),
      reading,
    );
    await expect(
      (async () => {
        for await (const found of reader) seen.push(found.reference);
      })(),
    ).rejects.toMatchObject({ code: 'FILE_TRUNCATED', line: 7 });
    expect(seen).toEqual(['1']);
  });

  it('takes the encoding from the XML declaration', () => {
    expect(xmlEncoding(Buffer.from('<?xml version="1.0" encoding="ISO-8859-15"?>'))).toBe('ISO-8859-15');
    expect(xmlEncoding(Buffer.from('<log/>'))).toBe('utf-8');
  });
});
