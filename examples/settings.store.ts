import type { createLiftgateClient, paths } from '@liftgate/client';
import { answerOf } from './answer';

type Settings = paths['/v1/settings']['put']['requestBody']['content']['application/json'];

/** The widget's settings as this page last saw them, and the revision that it saw. */
export class SettingsStore {
  #settings: Settings | undefined;
  #revision = '';

  constructor(private readonly liftgate: ReturnType<typeof createLiftgateClient>) {}

  /** @throws ProblemError */
  async read(): Promise<Settings> {
    return this.#keep(this.liftgate.GET('/v1/settings'));
  }

  /**
   * Saves what was read with these changes in it, unless somebody else has saved since.
   *
   * @throws ProblemError `precondition_failed` when somebody has, `validation_failed` with a pointer for each field
   */
  async save(changes: Partial<Settings>): Promise<Settings> {
    const body = { ...(this.#settings ?? (await this.read())), ...changes };
    return this.#keep(this.liftgate.PUT('/v1/settings', { params: { header: { 'If-Match': this.#revision } }, body }));
  }

  async #keep(
    call: Promise<{ readonly data?: Settings; readonly error?: unknown; readonly response: Response }>,
  ): Promise<Settings> {
    this.#settings = await answerOf(call);
    this.#revision = (await call).response.headers.get('etag') ?? '';
    return this.#settings;
  }
}
