import { Logger } from '@nestjs/common';
import type { AppIdentity } from '../../../src/auth/app-identity';
import { SilentTelemetry } from '../../../src/config/telemetry';
import type { SdkCalls } from '../../../src/sdk/sdk-calls';
import { WixContext } from '../../../src/sdk/wix-context';
import type { EventEffects } from '../../../src/webhooks/event.effects';
import { EventHandlerRegistry } from '../../../src/webhooks/event-handler.registry';
import { EventProcessor } from '../../../src/webhooks/event.processor';
import { EventReader } from '../../../src/webhooks/event.reader';
import { EventScopes } from '../../../src/webhooks/event.scopes';
import type { ClaimedEvent, WebhookQueue } from '../../../src/webhooks/webhook.queue';
import { APP_ID, testConfig } from '../../support/app-config';
import { ManualClock } from '../../support/manual.clock';
import { INSTANCE_ID } from '../../support/verdicts';

Logger.overrideLogger(false);
afterEach(() => {
  jest.useRealTimers();
});

it('a handler that never ends has failed after 20 seconds, and may act as the app no more', async () => {
  jest.useFakeTimers();
  const registry = new EventHandlerRegistry();
  let given: AppIdentity | undefined;
  registry.add('endless', {
    name: 'Handlers.endless',
    effects: 'tenant',
    calls: ['GET /apps/v1/instance'],
    declaredIn: 'the test',
    handle: (_, app) => {
      given = app;
      return new Promise(() => undefined);
    },
  });
  const fail = jest.fn(() => Promise.resolve());
  const config = testConfig();
  const processor = new EventProcessor(
    new EventReader(config),
    registry,
    // Nobody calls Wix, and nothing is stored.
    new EventScopes(new WixContext(config, {} as SdkCalls)),
    {} as EventEffects,
    { fail } as unknown as WebhookQueue,
    new SilentTelemetry(),
    new ManualClock(),
  );
  const event = {
    ...{ eventId: 'event', eventType: 'endless', appId: APP_ID, instanceId: INSTANCE_ID, eventTime: new Date() },
    ...{ envelope: '{"eventType":"endless","data":"{}"}', attempts: 1, failures: 0 },
  } as ClaimedEvent;

  const processed = processor.process(event);
  await jest.advanceTimersByTimeAsync(19_999);
  expect(fail).not.toHaveBeenCalled();
  expect(given?.ended).toBe(false);
  await jest.advanceTimersByTimeAsync(1);
  await processed;
  expect(fail).toHaveBeenCalledWith(event, 'Error: Handlers.endless did not end within 20000 ms.', expect.any(Number));
  expect(given?.ended).toBe(true);
});
