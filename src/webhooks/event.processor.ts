import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../config/clock';
import { Telemetry } from '../config/telemetry';
import { EventEffects, type HandlerEffects } from './event.effects';
import { EventHandlerRegistry } from './event-handler.registry';
import { EventReader } from './event.reader';
import { EventScopes } from './event.scopes';
import { LeaseLostError } from './lease-lost.error';
import { retryPause } from './retry-pause';
import { type ClaimedEvent, WebhookQueue } from './webhook.queue';

/** A handler that takes longer has failed; its lease must not run out while it works. */
const HANDLER_MS = 20_000;
/** After so long the lease begins anew for the storing too; most events take no time, and need no statement for that. */
const SLOW_MS = 5_000;
/**
 * An event whose attempts never come to an end may itself be what kills the process. So many, because one that is killed
 * for other reasons, again and again, must lose nothing.
 */
const MAX_ATTEMPTS = 100;

/** Runs the handlers of one claimed event, and says what became of it. */
@Injectable()
export class EventProcessor {
  readonly #logger = new Logger('Webhooks');

  constructor(
    private readonly reader: EventReader,
    private readonly registry: EventHandlerRegistry,
    private readonly scopes: EventScopes,
    private readonly effects: EventEffects,
    private readonly queue: WebhookQueue,
    private readonly telemetry: Telemetry,
    private readonly clock: Clock,
  ) {}

  /** @throws DatabaseUnavailableError when even a failure cannot be noted: the lease then runs out, and it is tried again */
  async process(event: ClaimedEvent): Promise<void> {
    try {
      if (event.attempts > MAX_ATTEMPTS) throw new Error('No attempt came to its end.');
      if (this.registry.handlersOf(event.eventType).length === 0) await this.#shelve(event);
      else await this.#complete(event);
    } catch (error) {
      if (error instanceof LeaseLostError) this.#logger.warn(`${titleOf(event)}: ${error.message}`);
      else await this.#fail(event, error);
    }
  }

  /** Another process, of another version, handles this type; or somebody replayed it before anybody does. */
  async #shelve(event: ClaimedEvent): Promise<void> {
    await this.queue.shelve(event);
    this.#logger.warn(`${titleOf(event)}: this process has no handler for it. Replay it once one has.`);
    this.telemetry.count('webhook_events', { outcome: 'unknown_type' });
  }

  async #complete(event: ClaimedEvent): Promise<void> {
    await this.effects.commit(event, await this.#handle(event));
    this.telemetry.count('webhook_events', { outcome: 'handled' });
  }

  /**
   * One after the other, so that the effects of a handler that ran are never those of half an event. Claiming it was the
   * first one's lease; without its lease no other begins.
   */
  async #handle(event: ClaimedEvent): Promise<readonly HandlerEffects[]> {
    const wixEvent = this.reader.event(event);
    const all: HandlerEffects[] = [];
    let leasedAt = this.clock.now();
    for (const [index, handler] of this.registry.handlersOf(event.eventType).entries()) {
      if (index > 0) await this.queue.renew(event);
      leasedAt = this.clock.now();
      const effects = await this.scopes.run(wixEvent, handler, (app) =>
        inTime(handler.name, async () => handler.handle(wixEvent, app)),
      );
      if (effects !== undefined) all.push({ handler, effects });
    }
    // A clock that was set back says nothing of what passed.
    if (Math.abs(this.clock.now() - leasedAt) > SLOW_MS) await this.queue.renew(event);
    return all;
  }

  async #fail(event: ClaimedEvent, error: unknown): Promise<void> {
    const { attempts, failures } = event;
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'A value that is no Error was thrown.';
    const pauseMs = attempts > MAX_ATTEMPTS ? undefined : retryPause(failures + 1, Math.random());
    const outcome = pauseMs === undefined ? 'dead_letter' : 'failed';
    this.#logger.warn(`${titleOf(event)} ${outcome}: ${reason}`);
    this.telemetry.count('webhook_events', { outcome });
    await this.queue.fail(event, reason.slice(0, 1000), pauseMs);
  }
}

const titleOf = ({ eventId, eventType, attempts }: ClaimedEvent) =>
  `Event ${eventId} (${eventType}), attempt ${attempts}`;

async function inTime<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${name} did not end within ${HANDLER_MS} ms.`));
    }, HANDLER_MS);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
