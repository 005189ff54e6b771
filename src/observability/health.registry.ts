import { type CheckOptions, type CheckResult, HealthCheck } from './health-check';

type Status = 'ok' | 'degraded' | 'unavailable';

/** The detailed health: of the whole, and of each check by its name. */
export interface HealthReport {
  readonly status: Status;
  readonly checks: Readonly<Record<string, { readonly status: Status; readonly detail?: string }>>;
}

const DEADLINE_MS = 1_000;

/** Where components say whether they can serve. */
export class HealthRegistry {
  readonly #checks = new Map<string, HealthCheck>();
  #draining = false;

  constructor(private readonly deadlineMs = DEADLINE_MS) {}

  /** Adds a readiness check. It has one second to answer; throwing, or being late, counts as a failure. */
  register(
    name: string,
    check: () => CheckResult | Promise<CheckResult>,
    options: CheckOptions = { required: true },
  ): void {
    if (this.#checks.has(name)) throw new Error(`The health check "${name}" is registered twice; rename one of them.`);
    this.#checks.set(name, new HealthCheck(check, options, this.deadlineMs));
  }

  /** From now on the process is not ready, whatever its components say. */
  drain(): void {
    this.#draining = true;
  }

  get draining(): boolean {
    return this.#draining;
  }

  async isReady(): Promise<boolean> {
    return !this.#draining && (await this.report()).status !== 'unavailable';
  }

  async report(): Promise<HealthReport> {
    const results = await Promise.all(
      [...this.#checks].map(async ([name, check]) => {
        const { ok, detail } = await check.run();
        const status: Status = ok ? 'ok' : check.options.required ? 'unavailable' : 'degraded';
        return [name, { status, ...(detail !== undefined && { detail }) }] as const;
      }),
    );
    const statuses = results.map(([, { status }]) => status);
    return { status: this.#draining ? 'unavailable' : worst(statuses), checks: Object.fromEntries(results) };
  }
}

function worst(statuses: readonly Status[]): Status {
  if (statuses.includes('unavailable')) return 'unavailable';
  return statuses.includes('degraded') ? 'degraded' : 'ok';
}
