import { hash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import Database from 'better-sqlite3';
import pino from 'pino';
import { SaxesParser } from 'saxes';
import { validateXML } from 'xmllint-wasm';
import { streamOf, type CaseFact } from '@baton/contracts';
import { canonicalJson, hashOfCommand, NO_HASH, Streams, type StoredEvent } from '@baton/event-store';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import { caseAggregate } from '../../src/cases/case-folds.state.js';
import { exportCommand } from '../../src/cases/views/case-export/export.cli.js';
import { CASE, CUSTOMER, ines, opened, routerStory, uuid } from '../../src/cases/views/testing/stories.js';
import { readXes } from '../../src/imports/reader/xes.reader.js';
import { readAll } from '../../src/imports/testing/reading.js';
import { runProgram } from '../../src/platform/cli/program.js';
import { openBaton } from '../../src/platform/engine/opening.js';
import { app } from '../../src/app.js';
import { temporaryFolder } from '../support/baton-process.js';
import { TestClock } from '../support/baton.js';
import { itWhere } from '../support/it-where.js';

/** Schemas as they are published, which no package brings: the files that validate with them are named from outside. */
const published = (variable: 'BATON_TEST_XES_XSD' | 'BATON_TEST_OCEL_SCHEMA') => {
  const file = process.env[variable];
  const how = `name the file with ${variable}, as test/support/schemas/README.md says`;
  const itIs = itWhere(file !== undefined, `validation against the published schema; ${how}`);
  return { itIs, text: () => readFileSync(file ?? '', 'utf8') };
};

const HOSTILE = `</td><script>alert("x")</script> ' onload='y' & &amp; ]]> \u202egnp.exe\u202c \u0007\u0000 שלום\n\ttwo lines \ud83d\ude00`;
const facts: readonly CaseFact[] = [
  ...routerStory,
  { type: 'NoteAdded', data: { noteId: uuid(40), text: HOSTILE } },
  {
    type: 'FactEstablished',
    data: { factId: uuid(41), topic: 'a/b & <c>', value: HOSTILE, verifiedBy: '"><img src=x>' },
  },
  { type: 'CaseReopened', data: { reason: '-->' } },
];

const schema = (name: string): string => readFileSync(join(import.meta.dirname, '../support/schemas', name), 'utf8');

describe('baton export', () => {
  const folder = temporaryFolder();
  let stored: StoredEvent[];

  beforeAll(async () => {
    const clock = new TestClock();
    const baton = await openBaton({
      dataFolder: folder,
      projections: app.projections,
      log: pino({ level: 'silent' }),
      clock,
    });
    // Unchecked, as an event of a careless importer: the door refuses control characters.
    const streams = new Streams(baton.store, { validate: () => [] });
    for (const [n, [caseId, happened]] of (
      [
        [CASE, facts],
        [uuid(3), [opened]],
      ] as const
    ).entries()) {
      const commandId = uuid(900 + n);
      const context = { commandId, commandHash: hashOfCommand('happens', {}), correlationId: commandId, by: ines };
      const traced = { ...context, traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, now: clock.now() };
      await streams.decide(streamOf('case', caseId), caseAggregate, () => happened, traced);
    }
    stored = [];
    for await (const event of baton.store.readStream(streamOf('case', CASE))) stored.push(event);
    await baton.close();
  });

  const exported = async (...args: string[]) => {
    let out = '';
    let err = '';
    const noApp = () => Promise.reject(new Error('the application is not needed here'));
    const code = await runProgram(noApp, [exportCommand], ['export', ...args], {
      env: { BATON_DATA: folder },
      stdout: { write: (text) => (out += text) },
      stderr: { write: (text) => (err += text) },
    });
    return { code, out, err };
  };
  const documentOf = async (format: string): Promise<string> => {
    const { code, out, err } = await exported(CASE, '--format', format);
    expect([code, err]).toEqual([0, '']);
    return out;
  };

  describe('as JSON', () => {
    interface Exported {
      readonly verified: boolean;
      readonly lastHash: string;
      readonly howToVerify: readonly string[];
      readonly history: readonly { readonly hash: string; readonly position: string; readonly event: StoredEvent }[];
    }

    it('holds every event as it is stored', async () => {
      const { history, ...head } = JSON.parse(await documentOf('json')) as Exported;
      expect(history.map(({ event, hash, position }) => ({ ...event, hash, position }))).toEqual(stored);
      expect(head).toMatchObject({ case: CASE, verified: true, lastHash: stored.at(-1)?.hash });
    });

    it('can be verified by a stranger with nothing but the file, as its recipe says', async () => {
      const text = await documentOf('json');
      const { history, howToVerify } = JSON.parse(text) as Exported;
      expect(howToVerify.join(' ')).toContain('RFC 8785');
      const lines = text.split('\n').filter((line) => line.startsWith('{"by":'));
      expect(lines.map((line) => hash('sha256', line, 'hex'))).toEqual(history.map((member) => member.hash));
      expect(history.map(({ event }) => hash('sha256', canonicalJson(event), 'hex'))).toEqual(
        history.map((m) => m.hash),
      );
      expect(history.map(({ event }) => event.previousHash)).toEqual(
        [NO_HASH, ...history.map((m) => m.hash)].slice(0, -1),
      );
      expect(history.map(({ event }) => event.revision)).toEqual(history.map((_, index) => index));
    });

    it('tells what is not as it was stored, byte by byte, and ends with 1; the other formats are refused', async () => {
      const altered = temporaryFolder();
      copyFileSync(join(folder, 'events.db'), join(altered, 'events.db'));
      const db = new Database(join(altered, 'events.db'));
      db.exec(`UPDATE events SET body = replace(body, 'AX-7', 'AX-8') WHERE position = 3`);
      db.prepare('UPDATE events SET body = CAST(? AS TEXT) WHERE position = 5').run(Buffer.from([0x7b, 0xff, 0x0a]));
      db.close();
      const run = async (format: string) => exported('--data', altered, CASE, '--format', format);
      const { code, out, err } = await run('json');
      expect([code, err]).toEqual([1, expect.stringContaining('revision 2, position 3: its content is not')]);
      const { verified, history, bad } = JSON.parse(out) as Exported & { bad: unknown };
      expect([verified, history.length, bad]).toEqual([false, facts.length, expect.objectContaining({ revision: 2 })]);
      expect(history[2]?.event.data).toMatchObject({ value: 'AX-8' });
      expect(history[4]).toMatchObject({ bytes: Buffer.from([0x7b, 0xff, 0x0a]).toString('base64') });
      for (const format of ['xes', 'ocel', 'html']) {
        const refused = await run(format);
        expect([refused.code, refused.out]).toEqual([1, '']);
        expect(refused.err).toContain('(CHAIN_BROKEN)');
      }
    });
  });

  describe('as XES', () => {
    const official = published('BATON_TEST_XES_XSD');
    const problems = async (xml: string, xsd: string): Promise<string[]> => {
      const { errors } = await validateXML({
        xml: [{ fileName: 'log.xes', contents: xml }],
        schema: [{ fileName: 'xes.xsd', contents: xsd }],
      });
      return errors.map(({ message }) => message);
    };

    it('is valid by the schema, which finds a wrong log', async () => {
      const log = await documentOf('xes');
      expect(await problems(log, schema('xes.xsd'))).toEqual([]);
      expect(await problems(log.replace('<date key="time', '<int key="time'), schema('xes.xsd'))).not.toEqual([]);
      expect(await problems(log.replace('key="org:role"', 'key="org:group"'), schema('xes.xsd'))).not.toEqual([]);
    });

    official.itIs('valid by the published schema', async () => {
      // It has no namespace of its own, and takes that of the logs that tools write.
      const xsd = official
        .text()
        .replace(
          /<(xs|xsd):schema /,
          '<$1:schema targetNamespace="http://www.xes-standard.org/" xmlns="http://www.xes-standard.org/" ',
        );
      const log = await documentOf('xes');
      expect(await problems(log, xsd)).toEqual([]);
      expect(await problems(log.replace('<date key="time', '<int key="time'), xsd)).not.toEqual([]);
    });

    it('is read back by our own reader: every event, every value', async () => {
      const log = await documentOf('xes');
      const keys = new Set([...log.matchAll(/key="([^"]+)"/g)].map(([, key]) => key as string));
      const wanted = new Set([...keys, ...[...keys].map((key) => `case:${key}`)]);
      const columns = { wanted, caseColumn: 'case:concept:name', timeColumn: 'time:timestamp' };
      const { cases, problems: found } = await readAll(readXes, log, columns, 1000);
      expect(found).toEqual([]);
      expect(cases.map(({ reference, problems: wrong }) => [reference, wrong])).toEqual([[CASE, []]]);
      const rows = cases[0]?.rows.map(({ columns: row }) => row) ?? [];
      expect(rows).toHaveLength(stored.length);
      for (const [index, event] of stored.entries()) {
        expect(rows[index]).toMatchObject({
          'concept:name': event.type,
          'lifecycle:transition': 'complete',
          'time:timestamp': event.occurredAt,
          'org:resource': event.by.agent,
          'org:group': event.by.department,
          'org:role': event.by.role,
          'identity:id': event.id,
          'baton:revision': String(index),
          'baton:recordedAt': event.recordedAt,
          'baton:hash': event.hash,
          'baton:previousHash': event.previousHash,
          'baton:commandHash': event.commandHash,
          'baton:traceparent': event.traceparent,
        });
      }
      expect(rows[0]).toMatchObject({
        'baton:data.contact.participants.0': 'Mrs Weber',
        'baton:data.customerId': CUSTOMER,
      });
      // XML has no place for control characters; all else comes back, line breaks too.
      const said = HOSTILE.replaceAll(/[\u0000\u0007]/g, '\ufffd');
      expect(rows[11]?.['baton:data.text']).toBe(said);
    });

    it('declares each extension whose prefix it uses, and a global for each value of a classifier', async () => {
      const prefixes = new Set<string>();
      const used = new Set<string>();
      const parser = new SaxesParser();
      parser.on('opentag', ({ name, attributes }) => {
        if (name === 'extension') prefixes.add(attributes['prefix'] ?? '');
        else if (attributes['key'] !== undefined) used.add(attributes['key'].split(':')[0] ?? '');
      });
      parser.write(await documentOf('xes')).close();
      expect([...used].sort()).toEqual([...prefixes].sort());
    });
  });

  describe('as OCEL', () => {
    interface Typed {
      readonly name: string;
      readonly attributes: readonly { readonly name: string; readonly type: string }[];
    }
    interface Thing {
      readonly id: string;
      readonly type: string;
      readonly attributes: readonly { readonly name: string; readonly value: string; readonly time: string }[];
      readonly relationships: readonly { readonly objectId: string; readonly qualifier: string }[];
    }
    interface Ocel {
      readonly eventTypes: readonly Typed[];
      readonly objectTypes: readonly Typed[];
      readonly events: readonly (Thing & { readonly time: string })[];
      readonly objects: readonly Thing[];
    }
    const validator = () => {
      const ajv = new Ajv({ allErrors: true, strict: false });
      addFormats.default(ajv);
      return ajv;
    };
    const FORMS: Readonly<Record<string, RegExp>> = {
      string: /^/,
      time: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
      integer: /^-?\d+$/,
      float: /^-?\d+(\.\d+)?$/,
      boolean: /^(true|false)$/,
    };

    it('is valid by the schema, which finds a wrong log', async () => {
      const valid = validator().compile(JSON.parse(schema('ocel.schema.json')) as object);
      const log = JSON.parse(await documentOf('ocel')) as Ocel;
      expect([valid(log), valid.errors]).toEqual([true, null]);
      expect(valid({ ...log, events: [{ ...log.events[0], time: 'yesterday' }] })).toBe(false);
    });

    const official = published('BATON_TEST_OCEL_SCHEMA');
    official.itIs('valid by the published schema', async () => {
      const valid = validator().compile(JSON.parse(official.text()) as object);
      const log = JSON.parse(await documentOf('ocel')) as Ocel;
      expect([valid(log), valid.errors]).toEqual([true, null]);
      expect(valid({ ...log, events: [{ ...log.events[0], time: 7 }] })).toBe(false);
    });

    it('is whole in itself: every type, attribute and object it speaks of is declared, and every value is of its type', async () => {
      const log = JSON.parse(await documentOf('ocel')) as Ocel;
      const declared = (types: readonly Typed[]) =>
        new Map(types.flatMap(({ name, attributes }) => attributes.map((a) => [`${name} ${a.name}`, a.type] as const)));
      const objects = new Set(log.objects.map(({ id }) => id));
      expect(objects.size).toBe(log.objects.length);
      for (const [things, types] of [
        [log.events, log.eventTypes],
        [log.objects, log.objectTypes],
      ] as const) {
        expect(new Set(things.map(({ type }) => type))).toEqual(new Set(types.map(({ name }) => name)));
        const known = declared(types);
        for (const { type, attributes, relationships } of things) {
          for (const { name, value } of attributes)
            expect(value).toMatch(FORMS[known.get(`${type} ${name}`) ?? ''] ?? /$^/);
          for (const { objectId } of relationships) expect(objects).toContain(objectId);
        }
      }
    });

    it('tells the case, its customer, the agents and departments, and what became of each promise and transfer', async () => {
      const { events, objects } = JSON.parse(await documentOf('ocel')) as Ocel;
      expect(events.map(({ id, type, time }) => ({ id, type, time }))).toEqual(
        stored.map(({ id, type, occurredAt }) => ({ id, type, time: occurredAt })),
      );
      const accepted = events[9]?.relationships ?? [];
      expect(accepted).toEqual(
        expect.arrayContaining([
          { objectId: `case:${CASE}`, qualifier: 'case' },
          { objectId: 'agent:ines', qualifier: 'done by' },
          { objectId: `transfer:${uuid(26)}`, qualifier: 'transferId' },
          { objectId: 'department:SHOP', qualifier: 'from' },
          { objectId: 'department:CALL-CENTRE', qualifier: 'to' },
          { objectId: 'agent:ben', qualifier: 'holder' },
        ]),
      );
      const typesOf = new Set(objects.map(({ type }) => type));
      for (const type of [
        'case',
        'customer',
        'agent',
        'department',
        'contact',
        'promise',
        'transfer',
        'fact',
        'question',
      ]) {
        expect(typesOf).toContain(type);
      }
      expect(objects.find(({ id }) => id === `case:${CASE}`)?.relationships).toEqual([
        { objectId: `customer:${CUSTOMER}`, qualifier: 'customer' },
      ]);
      const promise = objects.find(({ id }) => id === `promise:${uuid(24)}`);
      expect(promise?.relationships).toEqual([{ objectId: `case:${CASE}`, qualifier: 'part of' }]);
      expect(promise?.attributes).toContainEqual(
        expect.objectContaining({ name: 'due', value: '2026-03-03T16:00:00.000Z' }),
      );
    });
  });

  describe('as HTML', () => {
    interface Element {
      readonly name: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly within: readonly string[];
    }
    /** The page read as XML, which it is but for its first line and the elements that have no end. */
    const elementsOf = (page: string): { elements: Element[]; text: string } => {
      const elements: Element[] = [];
      const open: string[] = [];
      let text = '';
      const parser = new SaxesParser();
      parser.on('error', (error) => {
        throw error;
      });
      parser.on('opentag', ({ name, attributes }) => {
        elements.push({ name, attributes, within: [...open] });
        open.push(name);
      });
      parser.on('closetag', () => open.pop());
      parser.on('text', (piece) => (text += piece));
      parser.write(page.replace('<!doctype html>\n', '').replaceAll(/<meta [^>]*(?=>)/g, '$&/')).close();
      return { elements, text };
    };

    it('lets nothing that somebody wrote be more than text', async () => {
      const page = await documentOf('html');
      const { elements, text } = elementsOf(page);
      const names = new Set(elements.map(({ name }) => name));
      for (const name of ['script', 'img', 'link', 'iframe', 'form', 'object', 'svg', 'base'])
        expect(names).not.toContain(name);
      const attributes = new Set(elements.flatMap((element) => Object.keys(element.attributes)));
      expect([...attributes].filter((name) => /^on|^src|^style$/.test(name))).toEqual([]);
      expect(
        elements.flatMap((element) => element.attributes['href'] ?? []).filter((href) => !href.startsWith('#')),
      ).toEqual([]);
      expect(text).toContain("</td><script>alert(\"x\")</script> ' onload='y' & &amp; ]]>");
      expect(text).toContain('"><img src=x>');
      expect(text).toContain('⟨U+202E⟩gnp.exe⟨U+202C⟩ ⟨U+0007⟩⟨U+0000⟩ שלום\n\ttwo lines 😀');
      expect(page).not.toMatch(/[\p{Bidi_Control}]|[^\P{Cc}\n\t]/u);
    });

    it('has a policy that lets nothing in but its own style', async () => {
      const page = await documentOf('html');
      const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
      const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
      expect(policy.split('; ')).toEqual([
        "default-src 'none'",
        `style-src 'sha256-${hash('sha256', style, 'base64')}'`,
        "base-uri 'none'",
        "form-action 'none'",
      ]);
      expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
      expect(page).not.toMatch(/https?:|url\(|@import/);
    });

    it('can be read by everybody: language, headings in order, tables with captions and headings, times', async () => {
      const { elements } = elementsOf(await documentOf('html'));
      const named = (name: string): Element[] => elements.filter((element) => element.name === name);
      expect(named('html')[0]?.attributes).toEqual({ lang: 'en' });
      expect(named('title')).toHaveLength(1);
      const levels = elements.filter(({ name }) => /^h[1-6]$/.test(name)).map(({ name }) => Number(name[1]));
      expect(levels[0]).toBe(1);
      expect(levels.every((level, index) => index === 0 || (level > 1 && level <= (levels[index - 1] ?? 0) + 1))).toBe(
        true,
      );
      expect(named('caption')).toHaveLength(named('table').length);
      expect(named('th').filter(({ attributes }) => attributes['scope'] === undefined)).toEqual([]);
      const rows = named('tr').length;
      expect(named('th').filter(({ attributes }) => attributes['scope'] === 'row')).toHaveLength(rows - 1);
      expect(named('time').map(({ attributes }) => attributes['datetime'])).toContain(stored[0]?.occurredAt);
      const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
      expect(new Set(ids).size).toBe(ids.length);
      const pointed = elements.flatMap(({ attributes: { href, ...rest } }) =>
        [href?.slice(1) ?? [], rest['aria-labelledby'] ?? []].flat(),
      );
      expect(pointed.filter((id) => !ids.includes(id))).toEqual([]);
    });

    it('tells every event in order, what it changed, every hash, and that all was verified', async () => {
      const page = await documentOf('html');
      const { text } = elementsOf(page);
      for (const { revision, type, hash: own } of stored) {
        expect(text).toContain(`${revision}. ${type}`);
        expect(text).toContain(own);
      }
      expect(text).toContain('Holder: was ines, is now ben.');
      expect(text).toContain('Verified when it was exported');
      expect(page).toContain('@media print');
    });
  });

  describe('to a file', () => {
    it('writes it whole, for its owner alone, and says so', async () => {
      const file = join(temporaryFolder(), 'case.html');
      const { code, out } = await exported(CASE, '--format', 'html', '--out', file);
      expect([code, out]).toEqual([0, `${facts.length} events: ${file}\n`]);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const asPrinted = await documentOf('html');
      const withoutTime = (page: string): string => page.replace(/as Baton held it on <time.*?<\/time>/, '');
      expect(withoutTime(readFileSync(file, 'utf8'))).toBe(withoutTime(asPrinted));
      expect(readdirSync(join(file, '..'))).toEqual(['case.html']);
    });

    it('does not write over a file unless it is told to', async () => {
      const file = join(temporaryFolder(), 'case.json');
      writeFileSync(file, 'mine');
      const refused = await exported(CASE, '--out', file);
      expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('(FILE_EXISTS)')]);
      expect(readFileSync(file, 'utf8')).toBe('mine');
      const { code, out } = await exported(CASE, '--out', file, '--force', '--json');
      expect([code, JSON.parse(out)]).toEqual([0, { file, format: 'json', events: facts.length, verified: true }]);
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ case: CASE });
    });

    it('leaves nothing behind where it cannot be written', async () => {
      const missing = join(temporaryFolder(), 'no', 'case.json');
      const ended = await exported(CASE, '--out', missing);
      expect([ended.code, ended.err]).toEqual([1, expect.stringContaining('its folder does not exist')]);
      const taken = temporaryFolder();
      const onFolder = await exported(CASE, '--out', taken, '--force');
      expect([onFolder.code, onFolder.err]).toEqual([1, expect.stringContaining('it is a folder')]);
      expect(readdirSync(taken)).toEqual([]);
    });

    it('leaves the file as it was where the disk is full', async () => {
      const { writeFileWhole } = await import('../../src/platform/cli/whole-file.js');
      const file = join(temporaryFolder(), 'case.json');
      writeFileSync(file, 'as it was');
      const full = function* () {
        yield 'x'.repeat(600_000);
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      };
      expect(() => writeFileWhole(file, full(), { overwrite: true })).toThrow('was not written: the disk is full');
      expect([readFileSync(file, 'utf8'), readdirSync(join(file, '..'))]).toEqual(['as it was', ['case.json']]);
    });
  });

  it('works beside the service, and in a folder whose views are gone', async () => {
    const writer = SqliteEventStore.open({ file: join(folder, 'events.db') });
    const { code, out } = await exported(CASE, '--out', '-');
    await writer.close();
    expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ verified: true })]);
  });

  it.each([
    [1, 'CASE_UNKNOWN', [uuid(404)]],
    [1, 'DATA_FOLDER_WITHOUT_EVENTS', [CASE, '--data', '/nowhere/at/all']],
    [2, 'UUID', ['not-a-case']],
    [2, 'Allowed choices are json, xes, ocel, html', [CASE, '--format', 'pdf']],
  ])('ends with %i and says %s', async (code, words, args) => {
    const ended = await exported(...args);
    expect([ended.code, ended.out, ended.err]).toEqual([code, '', expect.stringContaining(words)]);
  });
});
