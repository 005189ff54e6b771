import type { AppConfig } from './app-config';
import { ConfigurationError } from './configuration.error';
import { readEnvironment } from './read-environment';

/** EX_CONFIG of sysexits.h: starting again without a change cannot help. */
const CONFIGURATION_EXIT_CODE = 78;

/** The configuration of this process. Mistakes go to stderr, one line each, and end the process with exit code 78. */
export function loadConfig(): AppConfig {
  try {
    return readEnvironment(process.env, writeLine);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    error.mistakes.forEach(writeLine);
    return process.exit(CONFIGURATION_EXIT_CODE);
  }
}

function writeLine(line: string): void {
  process.stderr.write(`${line}\n`);
}
