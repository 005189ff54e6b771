import { randomUUID } from 'node:crypto';
import type { SystemDatabase } from '../../../src/database/system.database';
import { type InstanceId, parseInstanceId } from '../../../src/identifiers/guid';
import type { InstallationStore, RememberedInstance } from '../../../src/installations/installation.store';
import { VouchedInstances } from '../../../src/installations/vouched.instances';
import { APP_ID, given } from '../../support/app-config';
import { deferred } from '../../support/deferred';

const newInstances = (count: number) => Array.from({ length: count }, () => given(parseInstanceId(randomUUID())));

/** A database in memory; `commit` is what the end of each transaction waits for. */
function vouchedInstances(commit: () => Promise<unknown> = () => Promise.resolve()) {
  const batches: (readonly InstanceId[])[] = [];
  const remember = (_: unknown, instances: readonly RememberedInstance[]) => {
    batches.push(instances.map(({ instanceId }) => instanceId));
    return Promise.resolve();
  };
  const run = async (work: (tx: undefined) => Promise<unknown>) => {
    await work(undefined);
    await commit();
  };
  // What the instances use of them; nothing else is called.
  const vouched = new VouchedInstances({ run } as unknown as SystemDatabase, { remember } as InstallationStore);
  const note = (...instanceIds: readonly InstanceId[]) => {
    for (const instanceId of instanceIds) {
      vouched.note({
        appId: APP_ID,
        instanceId,
        siteId: undefined,
        identity: { type: 'VISITOR', id: 'v' },
        expiresAt: 0,
      });
    }
  };
  return { vouched, batches, note };
}

describe('VouchedInstances', () => {
  it('writes many in batches, each in a transaction of its own', async () => {
    const { vouched, batches, note } = vouchedInstances();
    const came = newInstances(1_200);
    note(...came);
    await vouched.write();
    expect(batches.map((batch) => batch.length)).toEqual([500, 500, 200]);
    expect(batches.flat()).toEqual(came);
  });

  it('writes each once, however often it is seen', async () => {
    const { vouched, batches, note } = vouchedInstances();
    const [one, other] = newInstances(2);
    note(given(one), given(one));
    await vouched.write();
    note(given(one), given(other));
    await vouched.write();
    await vouched.write();
    expect(batches).toEqual([[one], [other]]);
  });

  it('keeps what did not commit for the next time, and only that', async () => {
    const commit = jest
      .fn(() => Promise.resolve())
      .mockResolvedValueOnce()
      .mockRejectedValueOnce(new Error('too slow'));
    const { vouched, batches, note } = vouchedInstances(commit);
    const came = newInstances(1_200);
    note(...came);
    await vouched.write();
    expect(batches.map((batch) => batch.length)).toEqual([500, 500]);
    batches.length = 0;
    await vouched.write();
    expect(batches.flat()).toEqual(came.slice(500));
  });

  it('keeps no more than it has room for; the others are noted when they are seen again', async () => {
    const { vouched, batches, note } = vouchedInstances();
    const came = newInstances(12_000);
    note(...came);
    await vouched.write();
    expect(batches.flat()).toEqual(came.slice(0, 10_000));
    note(...came);
    await vouched.write();
    expect(batches.flat()).toEqual(came);
  });

  it('writes one batch at a time, and stops after the one that is under way', async () => {
    const end = deferred<undefined>();
    const { vouched, batches, note } = vouchedInstances(() => end.promise);
    note(...newInstances(600));
    void vouched.write();
    void vouched.write();
    const stopped = vouched.stop();
    end.resolve(undefined);
    await stopped;
    await vouched.write();
    expect(batches.map((batch) => batch.length)).toEqual([500]);
  });
});
