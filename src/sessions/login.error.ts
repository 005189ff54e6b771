import { CodedError } from '../errors/coded.error';

/** A login that is not this browser's, is over, or that Wix does not confirm: 400, and one text for all. */
export class InvalidLoginError extends CodedError {
  constructor() {
    super('login_invalid', 'This login was not begun in this browser, or it is over. Begin again at /api/auth/login.');
  }
}
