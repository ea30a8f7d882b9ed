import { readFileSync } from 'node:fs';
import { onServer } from '@baton/projections/postgres/testing';
import { signalIfThere } from './leaving.js';

/** A PostgreSQL of this machine, which is stopped where it is, with what it started for each connection. */
export class Postgres {
  private stopped: readonly number[] = [];

  private constructor(private readonly pid: number) {}

  static async at(url: string): Promise<Postgres> {
    const text = "SELECT pg_read_file('postmaster.pid') AS text";
    const { rows } = await onServer(url, (connection) => connection.query<{ text: string }>(text));
    return new Postgres(Number(rows[0]?.text.split('\n')[0]));
  }

  freeze(): void {
    // First the one that starts the others.
    signalIfThere(this.pid, 'SIGSTOP');
    this.stopped = [...childrenOf(this.pid), this.pid];
    for (const pid of this.stopped) signalIfThere(pid, 'SIGSTOP');
  }

  thaw(): void {
    for (const pid of this.stopped) signalIfThere(pid, 'SIGCONT');
    this.stopped = [];
  }
}

/** As Linux tells them. */
const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
