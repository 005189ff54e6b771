/** Wix's SDK was called where no request and no `runAs` says for whom. A mistake in the code: 500. */
export class NoWixContextError extends Error {
  constructor() {
    super(
      "Wix's SDK was called outside of a request, so there is no one to call Wix for. " +
        'In jobs and event handlers wrap the code in WixContext.runAs(instanceId, { reason, calls }, fn).',
    );
    this.name = new.target.name;
  }
}

/** Code went on after the answer of its request was out. A mistake in the code: nobody would see what it does. */
export class EndedWixContextError extends Error {
  constructor(route: string) {
    super(`${route} is over, but its code still calls Wix's SDK. Await every call before you return.`);
    this.name = new.target.name;
  }
}

/** A call as the caller, where nobody is calling. A mistake in the code: 500. */
export class NoCallerError extends Error {
  constructor(route: string) {
    super(
      `${route} has no caller, so Wix's SDK cannot call Wix as one. Use auth.elevate(…), or @Authenticated() on a public route.`,
    );
    this.name = new.target.name;
  }
}

/** A request that Wix's API does not take, or that must not carry a token: another host, another body than JSON. 500. */
export class UnsendableRequestError extends Error {
  constructor(reason: string) {
    super(`The request was not sent: ${reason}`);
    this.name = new.target.name;
  }
}

/** A module that asks the Wix page around it (`i18n`, `settings`, `bi`, …): there is no page. A mistake in the code: 500. */
export class HostModuleError extends Error {
  constructor() {
    super(
      "This module of Wix's SDK asks the Wix page it runs in, and a backend runs in none. " +
        'Have the front-end send what you need, or read it from GET /apps/v1/instance.',
    );
    this.name = new.target.name;
  }
}
