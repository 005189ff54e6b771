import { editDistance } from './edit-distance';

/** The emulator's, which may share an environment with the gateway. */
const EMULATOR_NAME = /^WIX_(EMULATOR_.+|APP_PRIVATE_KEY)$/;

/** Ordinary words one letter away from PORT and HOST. */
const ORDINARY_NAMES = ['POST', 'HOSTS'];

/** One line for each name that is not read though it begins with `WIX_` or is nearly the name of a setting. */
export function warnOfUnreadNames(
  names: readonly string[],
  settings: readonly string[],
  warn: (line: string) => void,
): void {
  for (const name of names) {
    if (settings.includes(name) || EMULATOR_NAME.test(name) || ORDINARY_NAMES.includes(name)) continue;
    const meant = findMeant(name, settings);
    if (meant !== undefined) warn(`${name}: not read; did you mean ${meant}?`);
    else if (/^WIX_\w+$/.test(name)) warn(`${name}: not read; there is no such setting`);
  }
}

function findMeant(name: string, settings: readonly string[]): string | undefined {
  const candidates = settings
    .map((setting) => ({ setting, distance: distanceTo(setting, name) }))
    .filter(({ setting, distance }) => distance <= mostTypos(setting))
    .sort((a, b) => a.distance - b.distance);
  return candidates[0]?.setting;
}

/** A forgotten unit is no typo: `TOKEN_INFO_TTL` means `TOKEN_INFO_TTL_MS`. */
function distanceTo(setting: string, name: string): number {
  // A first letter is seldom mistyped; without it `SHOST` would pass for HOST, and `APP_PORT` for OPS_PORT.
  if (name[0]?.toUpperCase() !== setting[0]) return Infinity;
  const spelled = name.toUpperCase();
  return Math.min(editDistance(spelled, setting), editDistance(`${spelled}_MS`, setting));
}

/** Two, but one in a short name: two letters away from HOST are too many ordinary words, HOME first. */
function mostTypos(setting: string): number {
  return setting.length < 8 ? 1 : 2;
}
