type Upstream = 'refused' | 'rate_limited' | 'timeout' | 'unavailable';

/** What is counted and the labels of each count. Every label is a closed set, but for `call`. */
export interface Counts {
  readonly token_info_requests: { readonly outcome: 'active' | Upstream };
  readonly app_token_requests: { readonly outcome: 'issued' | Upstream };
  readonly wix_calls: {
    /**
     * The call as a route declares it, with `:name` for a parameter; one that nobody declares ends in `/…`. Never the
     * path that was sent.
     */
    readonly call: `${string} /${string}`;
    readonly outcome:
      'success' | 'client_error' | 'unauthorized' | 'budget_exceeded' | 'circuit_open' | 'overloaded' | Upstream;
  };
  readonly verdicts: { readonly result: 'hit' | 'miss' | 'negative_hit' | 'stale' };
  readonly elevations: { readonly outcome: 'succeeded' | 'denied' | 'failed' };
  /** Uses of the app's identity whose record is in the log alone. */
  readonly unaudited_elevations: { readonly reason: 'queue_full' | 'refused_by_database' | 'shutdown' };
  readonly rate_limited: { readonly scope: 'instance' | 'subject' | 'anonymous' | 'login' | 'login_form' | 'account' };
  readonly webhook_events: {
    readonly outcome:
      | 'stored'
      | 'duplicate'
      | 'unknown_type'
      /** A known event id with another payload: a security event. */
      | 'conflicting'
      | 'invalid_signature'
      | 'store_unavailable'
      | 'handled'
      | 'failed'
      | 'dead_letter';
  };
}

/** States that somebody must act on. */
export type Alarm = 'app_credentials_refused';

/** Where every layer reports what happened. It never throws, never waits, and takes no ids. */
export abstract class Telemetry {
  abstract count<Name extends keyof Counts>(name: Name, labels: Counts[Name]): void;

  /** Raises or clears an alarm; saying the same twice changes nothing. */
  abstract alarm(name: Alarm, raised: boolean): void;
}

/** Reports nowhere. */
export class SilentTelemetry extends Telemetry {
  count(): void {
    // Nobody listens.
  }

  alarm(): void {
    // Nobody listens.
  }
}
