import { isError } from '../errors/error.description';

/** What a component says of itself. `detail` is shown on the ops listener only; still, no secrets. */
export interface CheckResult {
  readonly ok: boolean;
  readonly detail?: string;
}

export interface CheckOptions {
  /** `false`: the gateway serves without it, so its failure shows in the details but leaves the gateway ready. */
  readonly required: boolean;
}

type Check = () => CheckResult | Promise<CheckResult>;

/** A registered check, run at most once at a time, whose answer is never waited for longer than the deadline. */
export class HealthCheck {
  #running: Promise<CheckResult> | undefined;

  constructor(
    private readonly check: Check,
    readonly options: CheckOptions,
    private readonly deadlineMs: number,
  ) {}

  async run(): Promise<CheckResult> {
    // A check that hangs is asked again only when it has ended: it must not pile up.
    this.#running ??= this.#start();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<CheckResult>((resolve) => {
      timer = setTimeout(resolve, this.deadlineMs, { ok: false, detail: `no answer within ${this.deadlineMs} ms` });
    });
    try {
      return await Promise.race([this.#running, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #start(): Promise<CheckResult> {
    try {
      return await this.check();
    } catch (error) {
      // The message may quote a connection string; its kind is enough here, the component logs the rest.
      return { ok: false, detail: isError(error) ? error.name : 'failed' };
    } finally {
      this.#running = undefined;
    }
  }
}
