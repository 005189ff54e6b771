import type { KeyObject } from 'node:crypto';
import {
  WELL_KNOWN_APP_ID,
  WELL_KNOWN_APP_PRIVATE_KEY,
  WELL_KNOWN_APP_SECRET,
  WELL_KNOWN_CLIENT_ID,
} from '../well-known';
import { EnvironmentReader, type Environment } from './environment-reader';

const DEFAULT_PORT = 4100;
/** Times the longest wait, twelve hours: beyond 24.8 days a timer of Node fires at once. */
const MAX_TIME_SCALE = 49;

/**
 * What the emulator is told from outside, read once at start.
 * @throws {EnvironmentError} naming every bad value at once, never its content.
 */
export class EmulatorConfig {
  readonly port: number;
  readonly appId: string;
  /** The current secret first; every one of them is accepted, as Wix does while a secret is rotated. */
  readonly appSecrets: readonly [string, ...string[]];
  readonly privateKey: KeyObject;
  /** The OAuth app of a headless site. */
  readonly clientId: string;
  readonly webhookUrl: string;
  readonly servicePluginUrl: string;
  /** Factor on every wait of the webhook retry schedule. */
  readonly timeScale: number;
  /** Folder of the app's built front-end, for `/site` and `/dashboard`. */
  readonly pages: string | undefined;

  /** `port` overrides `WIX_EMULATOR_PORT`. */
  constructor(environment: Environment = process.env, port?: number) {
    const reader = new EnvironmentReader(environment);
    this.port = port ?? reader.port('WIX_EMULATOR_PORT', DEFAULT_PORT);
    this.appId = reader.guid('WIX_APP_ID', WELL_KNOWN_APP_ID);
    this.appSecrets = reader.list('WIX_APP_SECRET', WELL_KNOWN_APP_SECRET);
    this.privateKey = reader.privateKey('WIX_APP_PRIVATE_KEY', WELL_KNOWN_APP_PRIVATE_KEY);
    this.clientId = reader.guid('WIX_CLIENT_ID', WELL_KNOWN_CLIENT_ID);
    this.webhookUrl = reader.url('WIX_EMULATOR_WEBHOOK_URL', 'http://127.0.0.1:3000/webhooks');
    this.servicePluginUrl = reader.url('WIX_EMULATOR_SERVICE_PLUGIN_URL', 'http://127.0.0.1:3000/service-plugins');
    this.timeScale = reader.factor('WIX_EMULATOR_TIME_SCALE', 1, MAX_TIME_SCALE);
    this.pages = reader.text('WIX_EMULATOR_PAGES');
    reader.finish();
    Object.freeze(this);
  }
}
