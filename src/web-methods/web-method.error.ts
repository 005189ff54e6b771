import { CodedError } from '../errors/coded.error';
import { StartError } from '../errors/start.error';

/** A file of web methods that cannot be mounted: the process does not start. */
export class WebMethodFileError extends StartError {
  constructor(file: string, fault: string) {
    super(`The gateway does not start: ${file} ${fault}.`);
  }
}

/** A call that is none: Wix's own runtime answers it with the text `invalid request` and status 400. */
export class MalformedCallError extends Error {
  constructor() {
    super('The body of a call of a web method is an array of its arguments, in JSON.');
    this.name = new.target.name;
  }
}

/** There is no such web method, or nobody may call it. */
export class UnknownWebMethodError extends CodedError {
  constructor() {
    super('not_found', 'There is no such web method. Is it exported, and wrapped in webMethod(Permissions.…, …)?');
  }
}

/** The function did not come to an end in time. What it still does, nobody waits for. */
export class WebMethodDeadlineError extends Error {
  constructor(name: string, deadlineMs: number) {
    super(`The web method ${name} did not end within ${deadlineMs / 1000} seconds.`);
    this.name = new.target.name;
  }
}
