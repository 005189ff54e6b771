import type { Identity } from '../../../src/auth/identity';
import type { InstanceContext } from '../../../src/auth/instance-context';
import { parseAppId, parseInstanceId } from '../../../src/identifiers/guid';

const appId = parseAppId('aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa');

/** A context of the numbered instance. */
export function instance(number: number, identity: Identity = { type: 'VISITOR', id: 'visitor-1' }): InstanceContext {
  const instanceId = parseInstanceId(`00000000-0000-4000-8000-${number.toString().padStart(12, '0')}`);
  if (appId === undefined || instanceId === undefined) throw new Error('The ids of this test are no GUIDs.');
  return { appId, instanceId, siteId: undefined, identity, expiresAt: 0 };
}
