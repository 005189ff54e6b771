import { Counter, Gauge, type Metric, Registry } from 'prom-client';
import { type Alarm, type Counts, Telemetry } from '../config/telemetry';
import { collectProcessMetrics } from './process-metrics';
import { LabelBudget } from './label-budget';
import { RequestTimes } from './request-times';

/** Each call takes a series per outcome it had; beyond these the call is `other`. */
const MAX_WIX_CALL_SETS = 40;
/** Of calls that nobody declares. Users may choose those, and then take no series from the declared ones. */
const MAX_UNDECLARED_WIX_CALL_SETS = 10;

/**
 * The process's metrics in a registry of their own, for Prometheus. Labels are closed sets, route templates and declared
 * Wix calls, never ids; all metrics together stay under 500 series whatever is requested.
 */
export class Metrics extends Telemetry {
  readonly #registry = new Registry();
  readonly #counters: Readonly<Record<keyof Counts, Counter>>;
  readonly #raised = new Set<Alarm>();
  readonly #alarms: Readonly<Record<Alarm, Gauge>>;
  /** How long requests took. */
  readonly requestTimes = new RequestTimes();
  readonly #wixCallSets = new LabelBudget(MAX_WIX_CALL_SETS);
  readonly #undeclaredWixCallSets = new LabelBudget(MAX_UNDECLARED_WIX_CALL_SETS);

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
    // All that the registry asks of a metric is its name and `get`; its type names prom-client's own four classes.
    this.#registry.registerMetric(this.requestTimes as unknown as Metric);
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

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All metrics in Prometheus's text format. */
  render(): Promise<string> {
    return this.#registry.metrics();
  }

  #boundWixCall({ call, outcome }: Counts['wix_calls']): { call: string; outcome: string } {
    const sets = call.endsWith('/…') ? this.#undeclaredWixCallSets : this.#wixCallSets;
    return { call: sets.admits(`${call} ${outcome}`) ? call : 'other', outcome };
  }
}
