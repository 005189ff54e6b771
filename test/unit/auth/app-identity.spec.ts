import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { AppIdentity } from '../../../src/auth/app-identity';
import type { InstanceContext } from '../../../src/auth/instance-context';
import { APP_ID } from '../../support/app-config';
import { INSTANCE_ID, SITE_ID } from '../../support/verdicts';

const SOURCES = join(__dirname, '../../../src');
const instance: InstanceContext = {
  appId: APP_ID,
  instanceId: INSTANCE_ID,
  siteId: SITE_ID,
  identity: { type: 'VISITOR', id: 'visitor-1' },
  expiresAt: 0,
};

describe('AppIdentity', () => {
  it('is granted in three places only: to an elevated route, to a handler of an event, and to work that nobody asked for', () => {
    const granting = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => readFileSync(join(SOURCES, file), 'utf8').includes('AppIdentity.grant('));
    expect(granting.sort()).toEqual(['auth/access.guard.ts', 'sdk/wix-context.ts', 'webhooks/event.scopes.ts']);
  });

  it('allows the declared Wix calls and no other', () => {
    const app = AppIdentity.grant({
      instance,
      calls: ['GET /apps/v1/instance'],
      route: 'GET /x',
      requestId: 'r',
      declaredIn: 'x',
    });
    expect(app.allows('GET /apps/v1/instance')).toBe(true);
    expect(app.allows('POST /apps/v1/instance')).toBe(false);
    expect(app.allows('GET /apps/v1/instance/:id')).toBe(false);
  });

  it('keeps what it was granted where nobody can change it', () => {
    const app = AppIdentity.grant({ instance, calls: [], route: 'GET /x', requestId: 'r', declaredIn: 'x' });
    expect(Object.keys(app)).toEqual([]);
    expect(JSON.stringify(app)).toBe('{}');
    expect(inspect(app)).not.toContain('visitor-1');
    expect(Object.getOwnPropertyDescriptor(AppIdentity.prototype, 'instance')?.set).toBeUndefined();
  });
});
