import type { TokenVault } from '../../../src/auth/token-vault';
import type { InstanceId } from '../../../src/identifiers/guid';
import type { InstallationChange, InstallationChanges } from '../../../src/installations/installation.changes';
import { KnownInstallations } from '../../../src/installations/known-installations';
import type { VouchedInstances } from '../../../src/installations/vouched.instances';
import { APP_ID } from '../../support/app-config';
import { deferred } from '../../support/deferred';
import { INSTANCE_ID, OTHER_INSTANCE_ID, SITE_ID } from '../../support/verdicts';

const removed = (instanceId: InstanceId = INSTANCE_ID): InstallationChange => ({ instanceId, removedAt: new Date(2) });

function knownInstallations() {
  const next = jest.fn((): Promise<readonly InstallationChange[]> => Promise.resolve([]));
  const vouched = { note: jest.fn(), write: jest.fn(() => Promise.resolve()), stop: jest.fn() };
  const vault = { forgetInstance: jest.fn() };
  // What the installations use of them; nothing else is called.
  const known = new KnownInstallations(
    { next } as unknown as InstallationChanges,
    vouched as unknown as VouchedInstances,
    vault as unknown as TokenVault,
  );
  const admits = (instanceId: InstanceId = INSTANCE_ID) =>
    known.admits({
      appId: APP_ID,
      instanceId,
      siteId: SITE_ID,
      identity: { type: 'VISITOR', id: 'v' },
      expiresAt: 0,
    });
  const learn = async (...changes: readonly InstallationChange[]) => {
    next.mockResolvedValueOnce(changes);
    await known.refresh();
  };
  return { known, next, vouched, vault, admits, learn };
}

describe('KnownInstallations', () => {
  it('refuses who was removed, and nobody else', async () => {
    const { admits, learn, vouched } = knownInstallations();
    await learn(removed());
    expect([admits(), admits(OTHER_INSTANCE_ID)]).toEqual([false, true]);
    expect(vouched.note).toHaveBeenCalledTimes(1);
  });

  it('hears of removals also while a batch of others is being written', async () => {
    const { admits, learn, vouched } = knownInstallations();
    vouched.write.mockReturnValue(deferred<undefined>().promise);
    await learn();
    expect(vouched.write).toHaveBeenCalledTimes(1);
    await learn(removed());
    expect(admits()).toBe(false);
  });

  it('writes nothing while it cannot even read, and holds what it knows', async () => {
    const { known, next, admits, learn, vouched } = knownInstallations();
    await learn(removed());
    vouched.write.mockClear();
    next.mockRejectedValueOnce(new Error('down'));
    await known.refresh();
    expect(vouched.write).not.toHaveBeenCalled();
    expect(admits()).toBe(false);
  });
});
