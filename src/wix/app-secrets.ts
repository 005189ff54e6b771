import type { Secret } from '../config/secret';
import { OAuthRefusedError, OAuthUnavailableError } from './oauth.error';

/**
 * The app's secrets: the current one and, during a rotation, the previous. Wix may know either of them at any moment, so
 * one that it refuses gives way to the other, and the one that worked last is tried first.
 */
export class AppSecrets {
  #preferred: Secret;

  constructor(private readonly secrets: readonly [Secret, ...Secret[]]) {
    this.#preferred = secrets[0];
  }

  /** Asks with one secret and, when Wix refuses that, once with the other. Errors that are not about the secret end it at once. */
  async try<Result>(ask: (secret: Secret) => Promise<Result>): Promise<Result> {
    const preferred = this.#preferred;
    const other = this.secrets.find((secret) => secret !== preferred);
    try {
      return await ask(preferred);
    } catch (error) {
      if (other === undefined || !isAboutTheSecret(error)) {
        throw error;
      }
      return await this.tryOther(other, ask, error);
    }
  }

  private async tryOther<Result>(other: Secret, ask: (secret: Secret) => Promise<Result>, refusal: unknown) {
    try {
      const result = await ask(other);
      this.#preferred = other;
      return result;
    } catch (error) {
      // Refused twice: the first refusal is about the secret that is known to have worked, so it says more.
      throw isAboutTheSecret(error) ? refusal : error;
    }
  }
}

/** Which status Wix gives a wrong secret is not documented: a 401 of any form may mean it. */
function isAboutTheSecret(error: unknown): boolean {
  if (error instanceof OAuthUnavailableError) return error.reason === 'status 401';
  return error instanceof OAuthRefusedError && (error.reason === 'invalid_client' || error.status === 401);
}
