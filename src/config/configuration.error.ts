/** The environment cannot be used. `mistakes` has one line for each, `NAME: what was expected`, and never a value. */
export class ConfigurationError extends Error {
  constructor(readonly mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.name = 'ConfigurationError';
  }
}
