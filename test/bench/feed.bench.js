/**
 * From commit to delivery with many subscribers: one process is the service and issues commands at a steady rate through
 * its command bus, another holds the sockets and looks at every event that every subscriber gets. The clock begins
 * with the instant that an event was recorded, so before its commit, and stops when its bytes are read.
 *
 * The subscribers are spread over departments, and an event concerns one of them; with one department everybody gets
 * everything, which is the hardest there is.
 *
 * Checked in each run: every subscriber got every event of its department once and in order. Run with `npm run bench`, or
 * by itself: node test/bench/feed.bench.js [subscribers] [events a second] [departments] [seconds] [sse | graphql]
 */
import { fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { against, diskLine } from './served.js';

const DIST = join(import.meta.dirname, '../../dist/src');
const WARM_UP_SECONDS = 1;
/** A multiple of the numbers of departments: each has as many. */
const CASES = 100;
/** Who subscribes, in turns: one agent may follow a hundred times. */
const AGENTS = 50;
const PATIENCE_MS = 60_000;
/** What is aimed at, with so many subscribers and so many events a second. */
const AIMED = { subscribers: 1000, rate: 1000, ms: 100 };
const QUERY =
  'subscription($of:String){caseEvents(department:$of){...on CaseEvent{position type caseId sentence recordedAt data}}}';

const [, , role, ...rest] = process.argv;
if (role === 'service') await service(...rest.map(Number));
else if (role === 'subscribers') await subscribers(rest[0], rest[1], Number(rest[2]), Number(rest[3]), rest[4]);
else if (role === undefined) await all();
else {
  const [rate = '1000', departments = '20', seconds = '4', door = 'sse'] = rest;
  await run(Number(role), Number(rate), Number(departments), Number(seconds), door);
}

async function all() {
  await run(1000, 1000, 20, 4, 'sse');
  await run(1000, 1000, 1, 4, 'sse');
  await run(1000, 100, 1, 4, 'sse');
  await run(1000, 1000, 20, 4, 'graphql');
  await run(1000, 50, 1, 4, 'graphql');
}

async function run(count, rate, departments, seconds, door) {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  const children = [];
  const start = (...words) => {
    const execArgv = ['--disable-warning=ExperimentalWarning'];
    const env = { ...process.env, BATON_DATA: folder, BATON_PORT: '0', BATON_LOG_LEVEL: 'warn', BATON_DEMO: 'on' };
    const child = fork(import.meta.filename, words.map(String), { execArgv, env });
    const ended = new Promise((resolve) => child.once('close', resolve));
    children.push({ child, ended });
    return child;
  };
  try {
    const server = start('service', rate, departments, seconds);
    const { url, tokens } = await told(server);
    const client = start('subscribers', url, tokens.join(' '), count, departments, door);
    await told(client);
    const load = loadavg()[0];
    const disk = diskLine(folder);
    server.send('go');
    const written = await told(server);
    client.send(written);
    const { delivered, times, cpu } = await told(client);
    server.send('and your processor?');
    const served = await told(server);
    const measured = written.of.slice(written.from - written.to).filter((of) => of >= 0);
    const expected = measured.reduce((sum, of) => sum + sharing(count, departments, of), 0);
    if (delivered !== expected) throw new Error(`${delivered} of ${expected} events were delivered`);
    const ms = (share) => `${times[share]} ms`;
    const p99 =
      count >= AIMED.subscribers && rate >= AIMED.rate ? `${against(times.p99, '≤', AIMED.ms)} ms` : ms('p99');
    const busy = (used) =>
      `${Math.round((used / 1e6 / written.seconds) * 100)} % (${(used / expected).toFixed(2)} µs a delivery)`;
    console.log(
      [
        `${door}: ${count} subscribers of ${departments === 1 ? 'everything' : `${departments} departments`}, ${Math.round(written.events / written.seconds)} events/s for ${written.seconds.toFixed(1)} s`,
        `commit to delivery p50 ${ms('p50')}, p99 ${p99}, longest ${ms('max')}`,
        `all ${expected} deliveries once and in order; ${Math.round(written.bytes)} bytes an event`,
        `of a processor each: service ${busy(served)}, subscribers ${busy(cpu)}; ${availableParallelism()} processors, load before ${load.toFixed(1)}; ${disk}`,
      ].join('\n  '),
    );
  } finally {
    for (const { child } of children) child.kill('SIGTERM');
    await Promise.all(children.map(({ ended }) => ended));
    rmSync(folder, { recursive: true });
  }
}

/** How many of the subscribers follow a department: they take turns. */
function sharing(count, departments, of) {
  return Math.floor(count / departments) + (of < count % departments ? 1 : 0);
}

/** The next message of a child; fails where it ends before. */
function told(child) {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('close', (code) => reject(new Error(`a process ended with ${code}`)));
  });
}

/** The real service with the demo office, and commands at a steady rate. */
async function service(rate, departments, seconds) {
  await import('reflect-metadata');
  const load = (file) => import(join(DIST, file));
  const [{ app }, { startService }, { readSettings }, { openLog }, { devToken }, { issue }, { AddNote }, writer] =
    await Promise.all(
      [
        'app.js',
        'platform/serving/service.js',
        'platform/config/settings.js',
        'platform/logging/log.js',
        'platform/auth/dev-token.js',
        'platform/commands/issue.js',
        'cases/commands/add-note/add-note.decision.js',
        'feeds/testing/case-writer.js',
      ].map(load),
    );
  const settings = readSettings(process.env);
  const running = await startService(app, settings, openLog(settings));
  const { baton, bus, url } = running;
  const by = { agent: 'bench', department: 'audit', role: 'ADMIN' };
  const cases = [];
  for (let index = 0; index < CASES; index += 1) {
    cases.push(randomUUID());
    await writer.append(baton.store, cases[index], writer.opened(`bench-${index % departments}`));
  }
  for (let index = 0; index < departments; index += 1) await writer.openDepartment(baton.store, `bench-${index}`);
  const begin = Number(await baton.store.head());
  const tokens = [];
  for (let index = 0; index < AGENTS; index += 1) {
    const reader = { ...by, agent: `bench-${index}` };
    tokens.push(await devToken(baton.secrets.devKey(), reader, baton.clock.now(), 3600));
  }
  process.send({ url, tokens });
  process.once('SIGTERM', () => void running.close().then(() => process.exit(0)));
  process.once('message', async () => {
    let issued = 0;
    const one = (index) =>
      issue(
        bus,
        AddNote,
        { caseId: cases[index % cases.length], text: `Note ${index}` },
        { by, now: baton.clock.now() },
      );
    const write = async (forSeconds) => {
      const began = performance.now();
      const before = issued;
      const pending = [];
      for (let passed = 0; passed < forSeconds;) {
        await wait(2);
        passed = (performance.now() - began) / 1000;
        const due = before + Math.floor(Math.min(passed, forSeconds) * rate);
        while (issued < due) pending.push(one(issued++));
      }
      await Promise.all(pending);
    };
    await write(WARM_UP_SECONDS);
    const from = Number(await baton.store.head());
    const cpu = process.cpuUsage();
    const began = performance.now();
    await write(seconds);
    const took = (performance.now() - began) / 1000;
    const to = Number(await baton.store.head());
    const { cloudEventOf } = await load('feeds/cloud-event.js');
    const recorded = [];
    const of = [];
    let bytes = 0;
    for (let after = begin; after < to;) {
      const page = await baton.store.readAll({ after: String(after), limit: 1000 });
      for (const event of page.events) {
        // -1 for what the service notes on its own, such as who looked at what: nobody follows that.
        of.push(
          event.stream.startsWith('case-') ? cases.indexOf(event.stream.slice('case-'.length)) % departments : -1,
        );

        if (Number(event.position) <= from) continue;
        recorded.push(Date.parse(event.recordedAt));
        bytes += Buffer.byteLength(JSON.stringify(cloudEventOf(event)));
      }
      after = Number(page.position);
    }
    process.send({
      begin,
      of,
      from,
      to,
      events: of.slice(from - to).filter((one) => one >= 0).length,
      recorded,
      seconds: took,
      bytes: bytes / (to - from),
    });
    process.once('message', () => {
      const used = process.cpuUsage(cpu);
      process.send(used.user + used.system);
    });
  });
}

/** Holds the sockets, and notes when which event came. */
async function subscribers(url, tokens, count, departments, door) {
  const { hostname, port } = new URL(url);
  /** By position: how many times it came in which millisecond. */
  const arrivals = [];
  const arrived = (position, now) => {
    const at = (arrivals[position] ??= new Map());
    at.set(now, (at.get(now) ?? 0) + 1);
  };
  const all = [];
  let ready = 0;
  for (let index = 0; index < count; index += 1) {
    const token = tokens.split(' ')[index % AGENTS];
    const one = { last: 0, got: 0, sum: 0 };
    const department = departments === 1 ? '*' : `bench-${index % departments}`;
    all.push(one);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.setNoDelay(true);
    socket.once('error', (error) => {
      console.error(error);
      process.exit(1);
    });
    const opened = door === 'sse' ? overSse(socket, token, department) : overGraphql(socket, token, department);
    await new Promise((resolve) => {
      const take = opened((position) => {
        if (position === undefined) return resolve();
        if (position <= one.last) {
          console.error(`subscriber ${index}: ${position} came after ${one.last}`);
          process.exit(1);
        }
        one.got += 1;
        one.sum = mixed(one.sum, position);
        one.last = position;
        arrived(position, now);
      });
      let now = 0;
      socket.on('data', (chunk) => {
        now = Date.now();
        take(chunk);
      });
    });
    ready += 1;
  }
  const cpu = process.cpuUsage();
  process.once('message', async ({ begin, of, from, to, recorded }) => {
    const deadline = Date.now() + PATIENCE_MS;
    /** What the subscribers of each department must have got: how many events, and which. */
    const wanted = Array.from({ length: departments }, () => ({ got: 0, sum: 0 }));
    for (const [index, department] of of.entries()) {
      if (department < 0) continue;
      wanted[department].got += 1;
      wanted[department].sum = mixed(wanted[department].sum, begin + 1 + index);
    }
    while (all.some(({ got }, index) => got < wanted[index % departments].got)) {
      if (Date.now() > deadline) throw new Error('not everything came within a minute');
      await wait(20);
    }
    const wrong = all.findIndex(({ got, sum }, index) => {
      const { got: count, sum: which } = wanted[index % departments];
      return got !== count || sum !== which;
    });
    if (wrong >= 0) throw new Error(`subscriber ${wrong} did not get what it should`);
    const used = process.cpuUsage(cpu);
    const histogram = new Map();
    let delivered = 0;
    for (let position = from + 1; position <= to; position += 1) {
      for (const [at, times] of arrivals[position] ?? []) {
        const took = at - recorded[position - from - 1];
        histogram.set(took, (histogram.get(took) ?? 0) + times);
        delivered += times;
      }
    }
    const sorted = [...histogram].sort(([one], [other]) => one - other);
    const at = (share) => {
      let seen = 0;
      return sorted.find(([, times]) => (seen += times) >= delivered * share)?.[0];
    };
    process.send({
      delivered,
      times: { p50: at(0.5), p99: at(0.99), max: sorted.at(-1)?.[0] },
      cpu: used.user + used.system,
    });
  });
  process.send({ ready });
}

/** A number that says which positions came, in which order. */
function mixed(sum, position) {
  return (Math.imul(sum, 31) + position) | 0;
}

/**
 * Asks for Server-Sent Events and finds the ids in their bytes: a parser for each of a thousand answers would measure
 * itself. A line that begins with `id: ` is nothing else, for the data is JSON on one line.
 */
function overSse(socket, token, department) {
  socket.write(
    `GET /feeds/cases?department=${department} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`,
  );
  const mark = Buffer.from('\nid: ');
  return (found) => {
    let open = false;
    let rest = Buffer.alloc(0);
    return (chunk) => {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      let from = 0;
      for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, from)) {
        const end = bytes.indexOf(10, at + mark.length);
        if (end < 0) {
          rest = bytes.subarray(at);
          return;
        }
        // The first is that of `caught-up`.
        if (open) found(numberIn(bytes, at + mark.length, end));
        else found(undefined);
        open = true;
        from = end;
      }
      rest = Buffer.from(bytes.subarray(Math.max(from, bytes.length - mark.length)));
    };
  };
}

function numberIn(bytes, from, to) {
  let number = 0;
  for (let index = from; index < to; index += 1) number = number * 10 + bytes[index] - 48;
  return number;
}

/** Speaks graphql-transport-ws on the bare socket, and finds the positions in what comes. */
function overGraphql(socket, token, department) {
  const send = (message) => socket.write(frame(JSON.stringify(message)));
  const key = randomBytes(16).toString('base64');
  socket.write(
    `GET /graphql HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-protocol: graphql-transport-ws\r\nsec-websocket-key: ${key}\r\n\r\n`,
  );
  send({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } });
  const mark = Buffer.from('"position":"');
  return (found) => {
    let state = 'opening';
    let rest = Buffer.alloc(0);
    return (chunk) => {
      let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      if (state === 'opening') {
        if (!bytes.includes('connection_ack')) return void (rest = Buffer.from(bytes));
        send({ type: 'subscribe', id: '1', payload: { query: QUERY, variables: { of: department } } });
        state = 'waiting';
        rest = Buffer.alloc(0);
        return;
      }
      if (state === 'waiting') {
        // Caught up: nothing of it was asked for.
        if (!bytes.includes('"caseEvents":{}')) return void (rest = Buffer.from(bytes));
        state = 'open';
        rest = Buffer.alloc(0);
        return found(undefined);
      }
      let from = 0;
      for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, from)) {
        const end = bytes.indexOf(34, at + mark.length);
        if (end < 0) return void (rest = Buffer.from(bytes.subarray(at)));
        found(numberIn(bytes, at + mark.length, end));
        from = end;
      }
      rest = Buffer.from(bytes.subarray(Math.max(from, bytes.length - mark.length)));
    };
  };
}

/** A text as a client's WebSocket frame, masked with zeros. */
function frame(text) {
  const payload = Buffer.from(text);
  const head = Buffer.alloc(8);
  head[0] = 0x81;
  head[1] = 0x80 | 126;
  head.writeUInt16BE(payload.length, 2);
  if (payload.length < 126) return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
  return Buffer.concat([head, payload]);
}
