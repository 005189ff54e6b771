import { parseList } from './list.parser';
import { Secret } from './secret';

/** The Wix emulator's, published with it: whoever knows it could issue this app's tokens and sign `instance` values. */
const EMULATOR_APP_SECRET = 'liftgate-emulator-app-secret-do-not-use-in-production';

/** `current`, or `current,previous` during a rotation. */
export function parseAppSecrets(text: string): readonly [Secret, ...Secret[]] | undefined {
  const secrets = parseList(text, (part) => (/^[\x21-\x7e]+$/.test(part) ? new Secret(part) : undefined));
  return secrets === undefined || secrets.length > 2 ? undefined : secrets;
}

export function isEmulatorAppSecret(secret: Secret): boolean {
  return secret.reveal() === EMULATOR_APP_SECRET;
}
