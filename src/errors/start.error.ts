/**
 * Why the gateway does not start, where that is no fault of its own code: the message says what is wrong and what to do,
 * and is all that is logged.
 */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
