import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_COOKIE } from '../../src/auth/session.cookie';
import type { AppConfig } from '../../src/config/app-config';
import { parseAppId } from '../../src/identifiers/guid';
import { SessionFinder } from '../../src/sessions/session.finder';
import { SessionIds } from '../../src/sessions/session-ids';
import { SessionKeys } from '../../src/sessions/session-keys';
import { SessionRenewal } from '../../src/sessions/session.renewal';
import { SessionSeal } from '../../src/sessions/session.seal';
import { SessionService } from '../../src/sessions/session.service';
import { SessionStore } from '../../src/sessions/session.store';
import { SessionSweep } from '../../src/sessions/session.sweep';
import { WixSessionTokens } from '../../src/sessions/session.tokens';
import { testOAuthClient } from '../unit/wix/test-app';
import { given, testConfig } from './app-config';
import type { ManualClock } from './manual.clock';
import type { TestDatabase } from './test-database';

export const CLIENT_ID = given(parseAppId('22222222-2222-4222-8222-222222222222'));

/** Takes the headers that are set. */
export class RecordedReply {
  setCookie: string | undefined;

  /** As the session service takes it, which only sets headers. */
  get asReply(): FastifyReply {
    return {
      header: (name: string, value: string) => {
        if (name === 'set-cookie') this.setCookie = value;
      },
    } as unknown as FastifyReply;
  }

  /** What the browser sends from now on. */
  get cookie(): string {
    return given(this.setCookie?.split(';')[0]);
  }
}

export const requestWith = (cookie: string) => ({ headers: { cookie } }) as unknown as FastifyRequest;

export const valueOf = (cookie: string) => cookie.slice(SESSION_COOKIE.length + 1);

/** The sessions of one process; several may share a database. */
export function sessionProcess(
  { system }: TestDatabase,
  clock: ManualClock,
  wixUrl: string,
  overrides: Partial<AppConfig> = {},
) {
  const base = testConfig();
  const config = testConfig({
    wix: { ...base.wix, baseUrl: wixUrl, tokenTimeoutMs: 20_000 },
    sessions: { clientId: CLIENT_ID, origins: [], publicUrl: 'https://api.example.com' },
    ...overrides,
  });
  const keys = new SessionKeys(config);
  const ids = new SessionIds(keys, clock);
  const seal = new SessionSeal(keys);
  const store = new SessionStore(config, system, clock, seal);
  const finder = new SessionFinder(clock, ids, store, seal);
  const tokens = new WixSessionTokens(config, clock, testOAuthClient(config, { time: clock }));
  const renewal = new SessionRenewal(config, clock, store, seal, tokens);
  const service = new SessionService(config, system, clock, ids, store, finder, renewal);
  return { service, finder, store, ids, sweep: new SessionSweep(config, clock, system) };
}
