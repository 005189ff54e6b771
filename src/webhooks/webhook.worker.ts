import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EventProcessor } from './event.processor';
import { type ClaimedEvent, WebhookQueue } from './webhook.queue';

/** Handlers that run at a time in one process; events of one instance never do. */
const LANES = 4;
/** How soon an event is noticed that another process stored, or whose pause is over. */
const POLL_MS = 1_000;
/** What is left of the time in which a process must end. */
const STOP_WITHIN_MS = 1_000;

/** Handles stored events, in every process, until it is told to stop. */
@Injectable()
export class WebhookWorker implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Webhooks');
  readonly #running = new Map<ClaimedEvent, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #claiming = false;
  #again = false;
  #stopped = false;
  #recovered = false;

  constructor(
    private readonly queue: WebhookQueue,
    private readonly processor: EventProcessor,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      this.wake();
    }, POLL_MS);
    this.wake();
  }

  /** Looks for events that are due. Never throws, never waits. */
  wake(): void {
    this.#again = true;
    if (!this.#claiming && !this.#stopped && this.#timer !== undefined) void this.#fill();
  }

  /** Claims nothing more; what does not end soon is given back for another process. */
  async onModuleDestroy(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, STOP_WITHIN_MS);
    });
    await Promise.race([Promise.all(this.#running.values()), enough]);
    clearTimeout(timer);
    await Promise.all([...this.#running.keys()].map((event) => this.queue.release(event).catch(() => undefined)));
  }

  /** One claim at a time: each is the turn after the one before. */
  async #fill(): Promise<void> {
    this.#claiming = true;
    try {
      if (!this.#recovered) await this.queue.recover();
      this.#recovered = true;
      while (!this.#stopped && this.#again && this.#running.size < LANES) {
        this.#again = false;
        for (let event = await this.queue.claim(); event !== undefined; event = await this.queue.claim()) {
          this.#start(event);
          if (this.#isBusy()) break;
        }
      }
    } catch {
      // The database says so itself; the next poll tries again.
    } finally {
      this.#claiming = false;
    }
  }

  #isBusy(): boolean {
    return this.#stopped || this.#running.size >= LANES;
  }

  #start(event: ClaimedEvent): void {
    const done = this.processor
      .process(event)
      .catch((error: unknown) => {
        this.#logger.warn(`Event ${event.eventId}: its failure could not be noted (${String(error)}).`);
      })
      .finally(() => {
        this.#running.delete(event);
        // The next one of its instance may be due now.
        this.wake();
      });
    this.#running.set(event, done);
  }
}
