import supertest from 'supertest';
import { startEmulator } from '../../../src/emulator/start-emulator';
import { WELL_KNOWN_APP_ID, WELL_KNOWN_APP_SECRET } from '../../../src/emulator/well-known';

export interface SiteDescription {
  readonly instanceId: string;
  readonly siteId: string;
  readonly ownerId: string;
  readonly members: readonly { readonly id: string; readonly loginEmail: string }[];
}

type Fields = Readonly<Record<string, unknown>>;

/** A running emulator and the calls that tests make again and again. */
export class EmulatorFixture {
  readonly http: ReturnType<typeof supertest>;

  private constructor(
    readonly url: string,
    readonly close: () => Promise<void>,
  ) {
    this.http = supertest(url);
  }

  /** Webhooks go to a closed port unless the environment says otherwise. */
  static async start(environment: Readonly<Record<string, string>> = {}): Promise<EmulatorFixture> {
    const emulator = await startEmulator({
      port: 0,
      environment: { WIX_EMULATOR_WEBHOOK_URL: 'http://127.0.0.1:9/webhooks', ...environment },
    });
    return new EmulatorFixture(emulator.url, () => emulator.close());
  }

  async install(request: Fields = {}): Promise<SiteDescription> {
    const { body }: { body: SiteDescription } = await this.http.post('/_emulator/instances').send(request).expect(201);
    return body;
  }

  /** An access token for `subjectType` on the site. */
  async token(site: SiteDescription, subjectType: string, more: Fields = {}): Promise<string> {
    const order = { instanceId: site.instanceId, subjectType, ...more };
    const { body }: { body: { accessToken: string } } = await this.http
      .post('/_emulator/tokens')
      .send(order)
      .expect(201);
    return body.accessToken;
  }

  async tokenInfo(token: string): Promise<Record<string, unknown>> {
    const { body }: { body: Record<string, unknown> } = await this.http
      .post('/oauth2/token-info')
      .send({ token })
      .expect(200);
    return body;
  }

  async set(settings: Fields): Promise<void> {
    await this.http.patch('/_emulator/settings').send(settings).expect(200);
  }

  async fault(fault: Fields): Promise<void> {
    await this.http.post('/_emulator/faults').send(fault).expect(201);
  }
}

/** The app's own credentials for the token endpoint. */
export const APP_CREDENTIALS = {
  grant_type: 'client_credentials',
  client_id: WELL_KNOWN_APP_ID,
  client_secret: WELL_KNOWN_APP_SECRET,
} as const;

export const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const UNKNOWN_ID = 'ffffffff-0000-4000-8000-000000000000';
