import { LabelBudget } from './label-budget';

/** Each takes a series per bucket and three more; beyond these method and route are `OTHER` and `other`. */
const MAX_SETS = 40;
/** In seconds: from the cache, a call to Wix, a slow one, a timeout's neighbourhood. Few, as every route has them all. */
const BUCKETS = [0.01, 0.1, 0.5, 2.5];
const NAME = 'liftgate_http_request_duration_seconds';
const STATUS_CLASSES = ['other', '1xx', '2xx', '3xx', '4xx', '5xx'] as const;

/** One line of Prometheus's text. */
interface Series {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** The times of one label set: how many fell into each bucket, the last of which has no bound, and their sum. */
class Times {
  readonly #counts = new Float64Array(BUCKETS.length + 1);
  #sum = 0;

  constructor(private readonly labels: Readonly<Record<'method' | 'route' | 'status_class', string>>) {}

  add(seconds: number): void {
    let bucket = 0;
    for (const bound of BUCKETS) {
      if (seconds <= bound) break;
      bucket += 1;
    }
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sum += seconds;
  }

  /** As Prometheus has it: each bucket holds those before it too. */
  values(): readonly Series[] {
    let count = 0;
    const buckets = [...this.#counts].map((own, index) => {
      count += own;
      return { metricName: `${NAME}_bucket`, labels: { le: BUCKETS[index] ?? '+Inf', ...this.labels }, value: count };
    });
    return [
      ...buckets,
      { metricName: `${NAME}_sum`, labels: this.labels, value: this.#sum },
      { metricName: `${NAME}_count`, labels: this.labels, value: count },
    ];
  }
}

/**
 * How long requests took, as a histogram in prom-client's form. Not its own: that makes and hashes a label set for every
 * observation, 2 µs of a warm request; here a set is looked up once by method, route and class of status.
 */
export class RequestTimes {
  readonly name = NAME;
  readonly #budget = new LabelBudget(MAX_SETS);
  readonly #sets = new Map<string, Times>();

  /**
   * Where the times of a route and method go.
   *
   * @param route its template
   */
  of(method: string, route: string): (status: number, seconds: number) => void {
    const times: Times[] = [];
    return (status, seconds) => {
      const index = Math.trunc(status / 100);
      (times[index] ??= this.#set(method, route, STATUS_CLASSES[index] ?? STATUS_CLASSES[0])).add(seconds);
    };
  }

  /** What prom-client's registry asks at a scrape. */
  get(): Promise<object> {
    const values = [...this.#sets.values()].flatMap((times) => times.values());
    const help = 'From the request line to the end of the answer.';
    return Promise.resolve({ name: this.name, help, type: 'histogram', aggregator: 'sum', values });
  }

  #set(method: string, route: string, statusClass: string): Times {
    const admitted = this.#budget.admits(`${method} ${route} ${statusClass}`);
    const labels = {
      method: admitted ? method : 'OTHER',
      route: admitted ? route : 'other',
      status_class: statusClass,
    };
    const key = `${labels.method} ${labels.route} ${statusClass}`;
    const known = this.#sets.get(key);
    if (known !== undefined) return known;
    const times = new Times(labels);
    this.#sets.set(key, times);
    return times;
  }
}
