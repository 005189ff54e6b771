import type { AppConfig } from './app-config';
import { ConfigurationError } from './configuration.error';
import { deepFreeze } from './deep-freeze';
import { EnvironmentConfig } from './environment.config';
import { environmentSchema } from './environment.schema';
import { warnOfUnreadNames } from './unread-names';

/**
 * The frozen configuration an environment means. An empty value counts as unset. `warn` receives one line for each name
 * that looks meant for the gateway but is not read.
 *
 * @throws ConfigurationError with every mistake at once
 */
export function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  warn: (line: string) => void,
): AppConfig {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const schema = environmentSchema(set.NODE_ENV === 'production', set.WIX_CLIENT_ID !== undefined);
  warnOfUnreadNames(Object.keys(set), Object.keys(schema.shape), warn);

  const result = schema.safeParse(set);
  if (!result.success) {
    throw new ConfigurationError(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  }
  return deepFreeze(new EnvironmentConfig(result.data));
}
