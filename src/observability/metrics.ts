import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type Alarm, type Counts, Telemetry } from '../config/telemetry';
import { collectProcessMetrics } from './process-metrics';
import { LabelBudget } from './label-budget';

/** Each call takes a series per outcome it had; beyond these the call is `other`. */
const MAX_WIX_CALL_SETS = 40;
/** Each takes a series per bucket and three more; beyond these method and route are `OTHER` and `other`. */
const MAX_REQUEST_SETS = 40;
/** In seconds: from the cache, a call to Wix, a slow one, a timeout's neighbourhood. Few, as every route has them all. */
const BUCKETS = [0.01, 0.1, 0.5, 2.5];

/**
 * The process's metrics in a registry of their own, for Prometheus. Labels are closed sets, route templates and declared
 * Wix calls, never ids; all metrics together stay under 500 series whatever is requested.
 */
export class Metrics extends Telemetry {
  readonly #registry = new Registry();
  readonly #counters: Readonly<Record<keyof Counts, Counter>>;
  readonly #raised = new Set<Alarm>();
  readonly #alarms: Readonly<Record<Alarm, Gauge>>;
  readonly #requests: Histogram<'method' | 'route' | 'status_class'>;
  readonly #requestSets = new LabelBudget(MAX_REQUEST_SETS);
  readonly #wixCallSets = new LabelBudget(MAX_WIX_CALL_SETS);

  constructor() {
    super();
    collectProcessMetrics(this.#registry);
    const registers = [this.#registry];
    const counter = (name: keyof Counts, help: string, ...labelNames: string[]): Counter =>
      new Counter({ name: `liftgate_${name}_total`, help, labelNames, registers });
    this.#counters = {
      token_info_requests: counter('token_info_requests', 'Requests to Token Info.', 'outcome'),
      app_token_requests: counter('app_token_requests', 'Requests for an app token.', 'outcome'),
      wix_calls: counter('wix_calls', 'Calls to the Wix REST API.', 'call', 'outcome'),
      verdicts: counter('verdicts', 'Where the verdict on a token came from.', 'result'),
      elevations: counter('elevations', 'Uses of the app identity.', 'outcome'),
      unaudited_elevations: counter(
        'unaudited_elevations',
        'Uses of the app identity whose audit record is in the log alone.',
        'reason',
      ),
      rate_limited: counter('rate_limited', 'Requests refused by a rate limit.', 'scope'),
      webhook_events: counter('webhook_events', 'What became of webhook events.', 'outcome'),
    };
    this.#alarms = {
      app_credentials_refused: new Gauge({
        name: 'liftgate_app_credentials_refused',
        help: 'Whether Wix refuses WIX_APP_ID and WIX_APP_SECRET (1) or not (0).',
        registers,
      }),
    };
    this.#requests = new Histogram({
      name: 'liftgate_http_request_duration_seconds',
      help: 'From the request line to the end of the answer.',
      labelNames: ['method', 'route', 'status_class'],
      buckets: BUCKETS,
      registers,
    });
  }

  count<Name extends keyof Counts>(name: Name, labels: Counts[Name]): void {
    const bounded = 'call' in labels ? this.#boundWixCall(labels) : { ...labels };
    this.#counters[name].inc(bounded);
  }

  /** Whether an alarm is raised. */
  raised(name: Alarm): boolean {
    return this.#raised.has(name);
  }

  alarm(name: Alarm, raised: boolean): void {
    if (raised) this.#raised.add(name);
    else this.#raised.delete(name);
    this.#alarms[name].set(raised ? 1 : 0);
  }

  /** One answered request; `route` is its template. */
  observeRequest(method: string, route: string, status: number, seconds: number): void {
    const statusClass = `${Math.trunc(status / 100)}xx`;
    const labels = this.#requestSets.admits(`${method} ${route} ${statusClass}`)
      ? { method, route, status_class: statusClass }
      : { method: 'OTHER', route: 'other', status_class: statusClass };
    this.#requests.observe(labels, seconds);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All metrics in Prometheus's text format. */
  render(): Promise<string> {
    return this.#registry.metrics();
  }

  #boundWixCall({ call, outcome }: Counts['wix_calls']): { call: string; outcome: string } {
    return { call: this.#wixCallSets.admits(`${call} ${outcome}`) ? call : 'other', outcome };
  }
}
