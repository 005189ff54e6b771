import { EmulatorClock } from '../../../../src/emulator/settings/emulator.clock';
import { SettingsStore } from '../../../../src/emulator/settings/settings.store';
import { InstanceStore } from '../../../../src/emulator/sites/instance.store';

const NOW = Date.UTC(2026, 0, 1);

describe('InstanceStore', () => {
  const store = () => new InstanceStore(new EmulatorClock(new SettingsStore(), () => NOW));

  it('notes when an instance was made', () => {
    expect(store().install({}).createdAt).toBe('2026-01-01T00:00:00.000Z');
  });

  it('counts installations and removals of one instance', () => {
    const instances = store();
    const instance = instances.install({});
    expect([instance.installed, instance.generation]).toEqual([true, 1]);
    instances.uninstall(instance);
    expect([instance.installed, instance.generation]).toEqual([false, 2]);
    expect(instances.install({ siteId: instance.site.siteId })).toBe(instance);
    expect([instance.installed, instance.generation]).toEqual([true, 3]);
  });

  it('keeps what it was installed with', () => {
    const instances = store();
    const original = instances.install({ vendorProductId: 'premium' });
    const copy = instances.install({ originInstanceId: original.instanceId });
    expect(copy).toMatchObject({ originInstanceId: original.instanceId, vendorProductId: undefined });
    expect(instances.find(original.instanceId)).toBe(original);
    expect(instances.list()).toEqual([original, copy]);
  });
});
