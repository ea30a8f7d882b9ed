import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { ClientBase } from 'pg';
import { ViewStoreFailed } from '../errors.js';
import type { HeldLease, Lease } from '../lease.js';
import { processTimer, type Timer } from '../waiting.js';
import type { Connections } from './connections.js';

/** How long the lease holds without being renewed, milliseconds, by the server's clock. */
export const LEASE_MS = 6000;
/** It is renewed three times as often as it ends. */
const RENEWALS = 3;

/**
 * Whether nobody has built for twice as long as the lease holds. Who takes it and fails at once, over and over, does not
 * count: it is attended by whoever has written, or has kept it until its first renewal.
 */
export const UNATTENDED = `EXISTS (SELECT FROM lease WHERE attended < clock_timestamp() - ${2 * LEASE_MS} * interval '1 millisecond')`;

/** One lease for all views: they share one read of the log and one transaction. */
const NAME = 'views';
const IN_TIME = `clock_timestamp() + $3 * interval '1 millisecond'`;

const TAKE = `UPDATE lease SET holder = $2, token = token + 1, until = ${IN_TIME}
  WHERE name = $1 AND until <= clock_timestamp() RETURNING token`;
const LEFT = `SELECT ceil(extract(epoch FROM until - clock_timestamp()) * 1000) AS left FROM lease WHERE name = $1`;
const RENEW = `UPDATE lease SET until = ${IN_TIME}, attended = clock_timestamp()
  WHERE name = $1 AND holder = $2 AND token = $4`;
const ATTEND = `UPDATE lease SET attended = clock_timestamp() WHERE name = $1 AND holder = $2 AND token = $3`;
const GIVE_BACK = `UPDATE lease SET until = clock_timestamp() WHERE name = $1 AND holder = $2 AND token = $3`;
/** Locks the token until the transaction ends: it can be renewed meanwhile, but not taken. Tells who watches. */
const FENCE = {
  name: 'fence',
  text: `WITH held AS (SELECT 1 FROM lease WHERE name = $1 AND holder = $2 AND token = $3 FOR KEY SHARE)
    SELECT pg_notify(current_schema(), '') FROM held`,
};

/** Who holds the lease, and under which number: no two holders ever have the same. */
interface Ticket {
  readonly holder: string;
  readonly token: number;
}

/** The lease of a schema of views: a row that names its holder, with a number that rises each time it is taken. */
export class PostgresLease implements Lease {
  private ticket: Ticket | undefined;
  private lose: (() => void) | undefined;
  /** The holder has not written yet. */
  private fresh = false;

  constructor(
    private readonly connections: Connections,
    private readonly timer: Timer = processTimer,
    private readonly lengthMs = LEASE_MS,
  ) {}

  async take(signal: AbortSignal, onWaiting?: () => void): Promise<HeldLease> {
    const holder = `${hostname()} ${process.pid} ${randomUUID()}`;
    for (;;) {
      signal.throwIfAborted();
      const leftMs = await this.left();
      const held = leftMs > 0 ? undefined : await this.tryTaking(holder);
      if (held) return held;
      onWaiting?.();
      await this.pause(leftMs, signal);
    }
  }

  /** Throws `LEASE_LOST` where this process has no right to write; where it has, nobody takes it in this transaction. */
  async fence(client: ClientBase): Promise<void> {
    const { holder, token } = this.ticket ?? { holder: '', token: 0 };
    const { rowCount } = await client.query({ ...FENCE, values: [NAME, holder, token] });
    if (rowCount !== 1) throw this.lost();
  }

  /** Something was written under the lease: whoever watches hears that somebody builds, at the latest when it is renewed. */
  async wrote(): Promise<void> {
    const { ticket, fresh } = this;
    if (!ticket || !fresh) return;
    this.fresh = false;
    // What was written is written; where this cannot be said, the next renewal says it.
    const attend = this.connections.with((client) => client.query(ATTEND, [NAME, ticket.holder, ticket.token]));
    await attend.catch(() => undefined);
  }

  /** It is no longer renewed, and ends by itself where it was not given back. */
  close(): void {
    this.lose?.();
  }

  private held(ticket: Ticket, first: Ending): HeldLease {
    const losing = new AbortController();
    let ending = first;
    let callOff = (): void => undefined;
    const lose = (why = this.lost()): void => {
      ending.callOff();
      callOff();
      if (this.ticket === ticket) this.ticket = undefined;
      if (!losing.signal.aborted) losing.abort(why);
    };
    const loseInTime = (): void => lose(this.notRenewed());
    this.lose = lose;
    const renew = async (): Promise<void> => {
      // Counted from before the server is asked, so that it never ends here later than there.
      const next = new Ending(this.timer, this.lengthMs);
      const renewed = await this.renew(ticket).catch(() => undefined);
      if (losing.signal.aborted) return next.callOff();
      if (renewed === false) return lose();
      if (renewed) {
        ending.callOff();
        ending = next;
        ending.then(loseInTime);
      } else next.callOff();
      schedule();
    };
    const schedule = (): void => {
      callOff = this.timer(this.lengthMs / RENEWALS, () => void renew());
    };
    ending.then(loseInTime);
    schedule();
    const giveBack = async (): Promise<void> => {
      if (losing.signal.aborted) return;
      lose();
      await this.connections.with((client) => client.query(GIVE_BACK, [NAME, ticket.holder, ticket.token]));
    };
    return { lost: losing.signal, giveBack };
  }

  /** Takes it where nobody has it; waits for a batch that is being written under it. */
  private async tryTaking(holder: string): Promise<HeldLease | undefined> {
    const ending = new Ending(this.timer, this.lengthMs);
    try {
      const taken = await this.connections.with((client) =>
        client.query<{ token: number }>(TAKE, [NAME, holder, this.lengthMs]),
      );
      const [row] = taken.rows;
      if (row) {
        this.ticket = { holder, token: row.token };
        this.fresh = true;
        return this.held(this.ticket, ending);
      }
    } catch (error) {
      ending.callOff();
      throw error;
    }
    ending.callOff();
    return undefined;
  }

  private async renew({ holder, token }: Ticket): Promise<boolean> {
    const values = [NAME, holder, this.lengthMs, token];
    return (await this.connections.with((client) => client.query(RENEW, values))).rowCount === 1;
  }

  /**
   * How long another holds it still if he does not renew it, milliseconds. Nothing holds up this question, so a server that
   * does not answer it for as long as the lease holds is taken to be away.
   */
  private async left(): Promise<number> {
    const asked = { text: LEFT, values: [NAME], query_timeout: this.lengthMs };
    const { rows } = await this.connections.with((client) => client.query<{ left: number }>(asked));
    return rows[0]?.left ?? 0;
  }

  /** A while, but no longer than another holds it: he may give it back before. */
  private pause(leftMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const over = (): void => {
        callOff();
        signal.removeEventListener('abort', over);
        resolve();
      };
      const callOff = this.timer(Math.max(1, Math.min(leftMs, this.lengthMs / RENEWALS / 2)), over);
      signal.addEventListener('abort', over);
    });
  }

  private notRenewed(): ViewStoreFailed {
    return new ViewStoreFailed(
      'VIEWS_UNREACHABLE',
      `${this.connections.address.where} did not renew the right of this process to build the views in time`,
      'See that it runs and answers; another worker goes on meanwhile, or this one as soon as it has the right again',
    );
  }

  private lost(): ViewStoreFailed {
    return new ViewStoreFailed(
      'LEASE_LOST',
      `This process does not have the right to build the views in ${this.connections.address.where}`,
      'Nothing was written twice: another worker goes on, or this one as soon as it has the right again',
    );
  }
}

/** The end of a lease that is not renewed. */
class Ending {
  private over = false;
  private onOver: () => void = () => undefined;
  readonly callOff: () => void;

  constructor(timer: Timer, milliseconds: number) {
    this.callOff = timer(milliseconds, () => {
      this.over = true;
      this.onOver();
    });
  }

  /** Calls back when it comes; at once where it has. */
  then(onOver: () => void): void {
    this.onOver = onOver;
    if (this.over) onOver();
  }
}
