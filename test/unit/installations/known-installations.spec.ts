import type { TokenVault } from '../../../src/auth/token-vault';
import type { InstanceId } from '../../../src/identifiers/guid';
import type { InstallationChange, InstallationChanges } from '../../../src/installations/installation.changes';
import { KnownInstallations } from '../../../src/installations/known-installations';
import type { VouchedInstances } from '../../../src/installations/vouched.instances';
import { APP_ID } from '../../support/app-config';
import { deferred } from '../../support/deferred';
import { INSTANCE_ID, OTHER_INSTANCE_ID, SITE_ID } from '../../support/verdicts';

const installed = (reinstalled?: number): InstallationChange => ({
  instanceId: INSTANCE_ID,
  removedAt: null,
  reinstalledAt: reinstalled === undefined ? null : new Date(reinstalled),
});
const removed = (instanceId: InstanceId = INSTANCE_ID): InstallationChange => ({
  instanceId,
  removedAt: new Date(2),
  reinstalledAt: null,
});

function knownInstallations() {
  const next = jest.fn((): Promise<readonly InstallationChange[]> => Promise.resolve([]));
  const vouched = { note: jest.fn(), write: jest.fn(() => Promise.resolve()), stop: jest.fn(), hasSeen: jest.fn() };
  const vault = { dropTokens: jest.fn(), forgetHere: jest.fn(), forgetShared: jest.fn() };
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
  /** The instances of each call, without the calls that name none. */
  const callsOf = (method: jest.Mock<unknown, [ReadonlySet<InstanceId>]>) =>
    method.mock.calls.map(([instanceIds]) => [...instanceIds]).filter((instanceIds) => instanceIds.length > 0);
  const dropped = () => callsOf(vault.dropTokens);
  const forgotten = () => callsOf(vault.forgetHere);
  return { known, next, vouched, vault, admits, learn, dropped, forgotten };
}

describe('KnownInstallations', () => {
  it('refuses who was removed, and nobody else', async () => {
    const { admits, learn, vouched } = knownInstallations();
    await learn(removed());
    expect([admits(), admits(OTHER_INSTANCE_ID)]).toEqual([false, true]);
    expect(vouched.note).toHaveBeenCalledTimes(1);
  });

  it('takes what Wix signed after the removal for the word that the app is there again', async () => {
    const { known, learn } = knownInstallations();
    const admitsSigned = (signedAt: number) => known.admitsSigned(INSTANCE_ID, signedAt);
    expect(admitsSigned(0)).toBe(true);
    await learn({ ...removed(), removedAt: new Date(10_400) });
    // Within a second nothing tells which came first.
    expect([9_000, 10_000, 11_000].map(admitsSigned)).toEqual([false, true, true]);
    await learn({ ...removed(), removedAt: new Date(20_000) });
    expect([11_000, 20_000].map(admitsSigned)).toEqual([false, true]);
    expect(known.admitsSigned(OTHER_INSTANCE_ID, 0)).toBe(true);
    await learn(installed());
    expect(admitsSigned(0)).toBe(true);
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

  it('drops the tokens of who was removed, once, and not their verdicts', async () => {
    const { learn, dropped, forgotten } = knownInstallations();
    await learn();
    await learn(removed());
    await learn(removed(), removed(OTHER_INSTANCE_ID));
    expect(dropped()).toEqual([[INSTANCE_ID], [OTHER_INSTANCE_ID]]);
    expect(forgotten()).toEqual([]);
  });

  it('drops, of all who were ever removed, only the tokens of those that it served before it could look', async () => {
    const { admits, learn, dropped, vouched } = knownInstallations();
    vouched.hasSeen.mockImplementation((instanceId) => instanceId === INSTANCE_ID);
    await learn(removed(), removed(OTHER_INSTANCE_ID));
    expect(dropped()).toEqual([[INSTANCE_ID]]);
    expect([admits(), admits(OTHER_INSTANCE_ID)]).toEqual([false, false]);
  });

  it('forgets whoever is back, once, and tells nobody', async () => {
    const { admits, learn, forgotten, vault } = knownInstallations();
    await learn(removed());
    await learn(installed(3));
    await learn(installed(3));
    expect(forgotten()).toEqual([[INSTANCE_ID]]);
    expect(vault.forgetShared).not.toHaveBeenCalled();
    expect(admits()).toBe(true);
  });

  it('forgets whoever was removed and is back between two looks', async () => {
    const { learn, forgotten } = knownInstallations();
    await learn();
    await learn(installed(3));
    await learn(installed(3));
    await learn(installed(4));
    expect(forgotten()).toEqual([[INSTANCE_ID], [INSTANCE_ID]]);
  });

  it('keeps what it has of a first installation', async () => {
    const { learn, forgotten } = knownInstallations();
    await learn();
    await learn(installed());
    await learn(installed());
    expect(forgotten()).toEqual([]);
  });
});
