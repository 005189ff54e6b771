import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Agent } from 'undici';
import { EmulatorConfig } from '../config/emulator.config';
import { SettingsStore } from '../settings/settings.store';
import { RETRY_WAITS_MS } from './retry-schedule';
import type { Delivery, Webhook, WebhookEvent } from './webhook';
import { postWebhook } from './webhook.post';
import { WebhookToken } from './webhook.token';

const CAPACITY = 20_000;

interface SendOptions {
  /** Extra copies. */
  readonly duplicates?: number | undefined;
  /** Before the first attempt. */
  readonly delayMs?: number | undefined;
}

/** Delivers webhooks as Wix does: 200 within 1250 ms or again, twelve times, in no order. */
@Injectable()
export class WebhookSender implements OnModuleDestroy {
  readonly #webhooks = new Map<string, Webhook>();
  readonly #agent = new Agent();
  readonly #stopped = new AbortController();

  constructor(
    private readonly config: EmulatorConfig,
    private readonly settings: SettingsStore,
    private readonly token: WebhookToken,
  ) {
    // Every delivery that waits listens for the end; Node would take the eleventh for a leak.
    setMaxListeners(0, this.#stopped.signal);
  }

  find(id: string): Webhook | undefined {
    return this.#webhooks.get(id);
  }

  /** Resolves when every copy had its first attempt; retries go on behind it. */
  async send(event: WebhookEvent, { duplicates = 0, delayMs = 0 }: SendOptions = {}): Promise<Webhook> {
    const { eventType, instance } = event;
    const copies = 1 + duplicates;
    const webhook: Webhook = {
      id: randomUUID(),
      eventType,
      instanceId: instance.instanceId,
      deliveries: [],
      pending: copies,
    };
    this.#remember(webhook);
    const jwt = this.token.write(event);
    if (delayMs > 0) await this.#wait(delayMs);
    await Promise.all(Array.from({ length: copies }, (_, copy) => this.#deliver(webhook, event, jwt, copy + 1)));
    return webhook;
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopped.abort();
    await this.#agent.destroy();
  }

  async #deliver(webhook: Webhook, event: WebhookEvent, jwt: string, copy: number): Promise<void> {
    if (await this.#attempt(webhook, jwt, copy, 1)) return;
    void this.#retry(webhook, event, jwt, copy);
  }

  async #retry(webhook: Webhook, event: WebhookEvent, jwt: string, copy: number): Promise<void> {
    for (const [index, wait] of RETRY_WAITS_MS.entries()) {
      if (!(await this.#wait(wait * this.config.timeScale))) return;
      const body = this.settings.values.webhookRetriesResigned ? this.token.write(event) : jwt;
      if (await this.#attempt(webhook, body, copy, index + 2)) return;
    }
    webhook.pending -= 1;
  }

  /** Whether this copy needs no further attempt. */
  async #attempt(webhook: Webhook, jwt: string, copy: number, attempt: number): Promise<boolean> {
    if (this.#stopped.signal.aborted) return true;
    const answer = await postWebhook(this.config.webhookUrl, jwt, this.#agent);
    const delivery: Delivery = { attempt, ...answer, ...(copy > 1 && { copy }) };
    webhook.deliveries.push(delivery);
    if (answer.status !== 200) return false;
    webhook.pending -= 1;
    return true;
  }

  /** False when the emulator stopped meanwhile. A pending wait does not keep the process alive. */
  async #wait(ms: number): Promise<boolean> {
    return delay(ms, true, { ref: false, signal: this.#stopped.signal }).catch(() => false);
  }

  #remember(webhook: Webhook): void {
    this.#webhooks.set(webhook.id, webhook);
    if (this.#webhooks.size <= CAPACITY) return;
    const [oldest] = this.#webhooks.keys();
    if (oldest !== undefined) this.#webhooks.delete(oldest);
  }
}
