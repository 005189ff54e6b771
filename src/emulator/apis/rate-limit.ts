import { Injectable } from '@nestjs/common';
import { WixError } from '../http/wix.error';
import { EmulatorClock } from '../settings/emulator.clock';
import { SettingsStore } from '../settings/settings.store';

const REQUESTS_PER_MINUTE = 200;
const MINUTE_MS = 60_000;

/** Wix's limit per app instance, when the setting `rateLimit` is on. */
@Injectable()
export class RateLimit {
  #minute = 0;
  readonly #counts = new Map<string, number>();

  constructor(
    private readonly settings: SettingsStore,
    private readonly clock: EmulatorClock,
  ) {}

  /** @throws {WixError} 429 from the 201st request of a minute on. */
  count(instanceId: string): void {
    if (!this.settings.values.rateLimit) return;
    const minute = Math.floor(this.clock.now() / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#counts.clear();
    }
    const count = (this.#counts.get(instanceId) ?? 0) + 1;
    this.#counts.set(instanceId, count);
    if (count > REQUESTS_PER_MINUTE) throw this.#exhausted();
  }

  #exhausted(): WixError {
    const { body } = WixError.application(429, 'RESOURCE_EXHAUSTED', 'Too many requests');
    return new WixError(429, body, { ...this.#retryAfter(), ...this.#rateLimit() });
  }

  #rateLimit(): Readonly<Record<string, string>> {
    if (!this.settings.values.rateLimitHeaders) return {};
    return {
      'x-ratelimit-limit': String(REQUESTS_PER_MINUTE),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': this.#secondsToNextMinute(),
    };
  }

  #secondsToNextMinute(): string {
    return String(Math.ceil(((this.#minute + 1) * MINUTE_MS - this.clock.now()) / 1000));
  }

  #retryAfter(): Readonly<Record<string, string>> {
    switch (this.settings.values.retryAfter) {
      case 'none':
        return {};
      case 'seconds':
        return { 'retry-after': this.#secondsToNextMinute() };
      case 'date':
        return { 'retry-after': new Date((this.#minute + 1) * MINUTE_MS).toUTCString() };
    }
  }
}
