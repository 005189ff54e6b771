import { CodedError } from '../errors/coded.error';

/** Wix cannot issue an app token now: 503. */
export class ElevationUnavailableError extends CodedError {
  constructor(retryAfterSeconds: number) {
    super('elevation_unavailable', 'Wix cannot issue the app token this route needs at the moment. Try again later.', {
      retryAfterSeconds,
    });
  }
}

/** Wix refuses the app's own credentials: 502. The operator must look at WIX_APP_ID and WIX_APP_SECRET. */
export class ElevationRefusedError extends CodedError {
  constructor() {
    super('elevation_refused', "Wix refuses this app's credentials. Whoever runs this gateway must check them.");
  }
}

/** The instance is gone: the app was removed from the site. 403. */
export class AppNotInstalledError extends CodedError {
  constructor() {
    super('app_not_installed', 'The app is not installed on this site. Install it again to go on.');
  }
}

/** A mistake in the code of a route: it made a Wix call that it does not declare. Nothing was sent. 500. */
export class UndeclaredWixCallError extends Error {
  /** @param remedy what to write where, as a sentence */
  constructor(route: string, call: string, remedy: string) {
    super(`${route} made the Wix call "${call}" with the app's identity without declaring it. ${remedy}`);
    this.name = 'UndeclaredWixCallError';
  }
}

/** A mistake in the code, or the end of its time: what the app's identity was granted for is over. Nothing was sent. 500. */
export class EndedAppIdentityError extends Error {
  constructor(route: string, call: string) {
    super(`${route} is over, but its code still makes the Wix call "${call}" with the app's identity.`);
    this.name = 'EndedAppIdentityError';
  }
}
