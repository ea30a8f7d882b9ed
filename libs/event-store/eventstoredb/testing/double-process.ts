import { EventStoreDouble } from './event-store-double.js';

/*
 * The double as a process of its own, for tests in which the others are processes too: tells its connection string in one
 * line, and ends as soon as its standard input does, which is also when whoever started it is killed.
 *
 * node double-process.js
 */
const double = await EventStoreDouble.start();
process.stdout.write(`${double.connectionString}\n`);
process.stdin.once('end', () => void double.stop().then(() => process.exit(0))).resume();
