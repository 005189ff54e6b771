import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { and, eq, inArray, isNull, lte, or } from 'drizzle-orm';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import { SystemDatabase } from '../database/system.database';
import { sessionLoginsTable as logins } from './session-logins.table';
import { SESSION_LIFETIMES } from './session.lifetimes';
import { sessionsTable as table } from './sessions.table';

const EVERY_MS = 10 * 60_000;
/** Rows a statement: short enough for whoever waits for the embedded database. */
const BATCH = 500;

/** Removes what is over: sessions past their end, and logins that nobody came back from. */
@Injectable()
export class SessionSweep implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Sessions');
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly database: SystemDatabase,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.sessions === undefined) return;
    this.#timer = setInterval(() => {
      // What is left over is due the next time still.
      this.#running ??= this.run()
        .catch((error: unknown) => {
          this.#logger.warn(`Sessions that are over could not be removed (${String(error)}).`);
        })
        .finally(() => {
          this.#running = undefined;
        });
    }, EVERY_MS);
    this.#timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Removes all that is over, batch by batch. */
  async run(): Promise<void> {
    for (const batch of [() => this.#expireMembers(), () => this.#deleteSessions(), () => this.#deleteLogins()]) {
      while (!this.#stopped && (await batch()).length === BATCH);
    }
  }

  /** A member must be told even later, so the fact stays for as long as a browser may have the cookie. */
  #expireMembers() {
    const isIdle = lte(table.usedAt, this.#ago(SESSION_LIFETIMES.idle));
    const isDue = and(eq(table.role, 'member'), isNull(table.endedAt), isIdle);
    return this.database.run((tx) =>
      tx
        .update(table)
        .set({ sealed: null, leaseUntil: null, endedAt: this.#ago(0) })
        .where(inArray(table.hash, tx.select({ hash: table.hash }).from(table).where(isDue).limit(BATCH)))
        .returning({ hash: table.hash }),
    );
  }

  #deleteSessions() {
    const isVisitor = eq(table.role, 'visitor');
    const isDue = or(
      lte(table.endsAt, this.#ago(0)),
      and(isVisitor, lte(table.usedAt, this.#ago(SESSION_LIFETIMES.idle))),
      // Before, its id would count as one that was never used.
      and(lte(table.endedAt, this.#ago(SESSION_LIFETIMES.unused)), or(isVisitor, table.replaced)),
    );
    return this.database.run((tx) =>
      tx
        .delete(table)
        .where(inArray(table.hash, tx.select({ hash: table.hash }).from(table).where(isDue).limit(BATCH)))
        .returning({ hash: table.hash }),
    );
  }

  #deleteLogins() {
    const isDue = lte(logins.expiresAt, this.#ago(0));
    return this.database.run((tx) =>
      tx
        .delete(logins)
        .where(inArray(logins.stateHash, tx.select({ hash: logins.stateHash }).from(logins).where(isDue).limit(BATCH)))
        .returning({ hash: logins.stateHash }),
    );
  }

  #ago(ms: number): Date {
    return new Date(this.clock.now() - ms);
  }
}
