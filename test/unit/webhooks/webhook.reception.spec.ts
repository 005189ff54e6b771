import { Secret } from '../../../src/config/secret';
import { SilentTelemetry } from '../../../src/config/telemetry';
import { EventHandlerRegistry } from '../../../src/webhooks/event-handler.registry';
import { EventReader } from '../../../src/webhooks/event.reader';
import type { WebhookInbox } from '../../../src/webhooks/webhook.inbox';
import { WebhookReception } from '../../../src/webhooks/webhook.reception';
import type { WebhookWorker } from '../../../src/webhooks/webhook.worker';
import { testConfig } from '../../support/app-config';
import { INSTANCE_ID } from '../../support/verdicts';

const envelope = JSON.stringify({ eventType: 'handled', instanceId: INSTANCE_ID, data: '{}' });
const webhook = { kind: 'webhook', data: envelope, issuedAt: 1 } as const;

function reception(store: WebhookInbox['store'], url?: string) {
  const config = testConfig({
    database: { url: url === undefined ? undefined : new Secret(url), dataDir: 'memory://' },
  });
  const registry = new EventHandlerRegistry();
  registry.add('handled', {
    name: 'h',
    effects: 'tenant',
    calls: [],
    declaredIn: 'x',
    handle: () => undefined,
  });
  const telemetry = new SilentTelemetry();
  const count = jest.spyOn(telemetry, 'count');
  const worker = { wake: jest.fn() };
  // Only what the reception calls; the inbox and the worker have tests of their own.
  const inbox = { store } as unknown as WebhookInbox;
  const subject = new WebhookReception(
    config,
    new EventReader(config),
    inbox,
    registry,
    { write: () => Promise.resolve() },
    worker as unknown as WebhookWorker,
    telemetry,
  );
  return { subject, count, worker };
}

describe('the reception', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('wakes the worker for what is stored', async () => {
    const { subject, count, worker } = reception(() => Promise.resolve('stored'));
    await subject.receive(webhook);
    expect(count.mock.calls).toEqual([['webhook_events', { outcome: 'stored' }]]);
    expect(worker.wake).toHaveBeenCalledTimes(1);
  });

  it('refuses with 503 what is not stored, and wakes nobody', async () => {
    const { subject, count, worker } = reception(() => Promise.reject(new Error('down')));
    await expect(subject.receive(webhook)).rejects.toMatchObject({ code: 'webhook_store_unavailable' });
    expect(count.mock.calls).toEqual([['webhook_events', { outcome: 'store_unavailable' }]]);
    expect(worker.wake).not.toHaveBeenCalled();
  });

  it.each([
    ['a server', 'postgres://db/x', 250],
    ['the embedded database', undefined, 900],
  ])('waits for %s no longer than Wix can', async (_, url, ms) => {
    const { subject } = reception(() => new Promise(() => undefined), url);
    let refused = false;
    const received = subject.receive(webhook).catch((error: unknown) => {
      refused = true;
      expect(error).toMatchObject({ code: 'webhook_store_unavailable' });
    });
    await jest.advanceTimersByTimeAsync(ms - 1);
    expect(refused).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await received;
    expect(refused).toBe(true);
  });
});
