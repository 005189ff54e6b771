import type { AppConfig } from '../../../src/config/app-config';
import { ConfigurationError } from '../../../src/config/configuration.error';
import { readEnvironment } from '../../../src/config/read-environment';

type Settings = Readonly<Record<string, string | undefined>>;

export const EMULATOR_APP_SECRET = 'liftgate-emulator-app-secret-do-not-use-in-production';

/** The least a gateway needs. */
export const REQUIRED = {
  WIX_APP_ID: '2f1a4c6e-9b3d-4e5f-8a7b-0c1d2e3f4a5b',
  WIX_APP_SECRET: 'current-secret',
} as const;

/** What the settings mean on top of the required ones. */
export function configOf(settings: Settings = {}): AppConfig {
  return readEnvironment({ ...REQUIRED, ...settings }, () => undefined);
}

/** The mistakes in the settings on top of the required ones; none when they are fine. */
export function mistakesOf(settings: Settings): readonly string[] {
  try {
    configOf(settings);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.mistakes;
    throw error;
  }
}

export function warningsOf(settings: Settings): readonly string[] {
  const lines: string[] = [];
  readEnvironment({ ...REQUIRED, ...settings }, (line) => lines.push(line));
  return lines;
}
