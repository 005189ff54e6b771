import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { EmulatorConfig } from '../../../../src/emulator/config/emulator.config';
import { EnvironmentError } from '../../../../src/emulator/config/environment-reader';
import {
  WELL_KNOWN_APP_ID,
  WELL_KNOWN_APP_PRIVATE_KEY,
  WELL_KNOWN_APP_SECRET,
  WELL_KNOWN_CLIENT_ID,
} from '../../../../src/emulator/well-known';

function mistakesOf(environment: Record<string, string>): readonly string[] {
  try {
    new EmulatorConfig(environment);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.mistakes;
    throw error;
  }
  return [];
}

describe('EmulatorConfig', () => {
  it('plays Wix for a well-known app when nothing is set', () => {
    expect(new EmulatorConfig({})).toMatchObject({
      port: 4100,
      appId: WELL_KNOWN_APP_ID,
      appSecrets: ['liftgate-emulator-app-secret-do-not-use-in-production'],
      clientId: WELL_KNOWN_CLIENT_ID,
      webhookUrl: 'http://127.0.0.1:3000/webhooks',
      servicePluginUrl: 'http://127.0.0.1:3000/service-plugins',
      timeScale: 1,
    });
  });

  it('takes an empty variable for none, and its argument for the port', () => {
    const config = new EmulatorConfig({ WIX_APP_SECRET: ' ', WIX_EMULATOR_PORT: '4200' }, 0);
    expect(config.appSecrets).toEqual([WELL_KNOWN_APP_SECRET]);
    expect(config.port).toBe(0);
  });

  it('keeps the current secret before the previous one', () => {
    expect(new EmulatorConfig({ WIX_APP_SECRET: 'new, old' }).appSecrets).toEqual(['new', 'old']);
  });

  it.each([
    ['PEM', WELL_KNOWN_APP_PRIVATE_KEY],
    ['PEM with literal \\n', WELL_KNOWN_APP_PRIVATE_KEY.replaceAll('\n', '\\n')],
    ['base64 of the PEM', Buffer.from(WELL_KNOWN_APP_PRIVATE_KEY).toString('base64')],
  ])('reads the private key as %s', (_, value) => {
    const config = new EmulatorConfig({ WIX_APP_PRIVATE_KEY: value });
    expect(config.privateKey.equals(createPrivateKey(WELL_KNOWN_APP_PRIVATE_KEY))).toBe(true);
  });

  it.each(['-1', 'NaN', 'Infinity', '50'])('refuses %s as a factor on the waits of half a day', (factor) => {
    expect(mistakesOf({ WIX_EMULATOR_TIME_SCALE: factor })).toEqual([
      'WIX_EMULATOR_TIME_SCALE must be a number between 0 and 49',
    ]);
    expect(new EmulatorConfig({ WIX_EMULATOR_TIME_SCALE: '49' }).timeScale).toBe(49);
  });

  it('names every mistake at once and prints no value', () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const mistakes = mistakesOf({
      WIX_APP_ID: 'my-app',
      WIX_APP_SECRET: ',',
      WIX_APP_PRIVATE_KEY: ec.export({ type: 'pkcs8', format: 'pem' }).toString(),
      WIX_EMULATOR_PORT: '70000',
      WIX_EMULATOR_WEBHOOK_URL: 'ftp://hooks',
      WIX_EMULATOR_TIME_SCALE: 'fast',
    });
    expect(mistakes.map((mistake) => mistake.split(' ')[0]).sort()).toEqual([
      'WIX_APP_ID',
      'WIX_APP_PRIVATE_KEY',
      'WIX_APP_SECRET',
      'WIX_EMULATOR_PORT',
      'WIX_EMULATOR_TIME_SCALE',
      'WIX_EMULATOR_WEBHOOK_URL',
    ]);
    expect(mistakes.join()).not.toMatch(/my-app|70000|ftp|fast|BEGIN/);
  });
});
