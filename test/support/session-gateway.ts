import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../src/auth/access.decorators';
import type { AppConfig } from '../../src/config/app-config';
import { WELL_KNOWN_CLIENT_ID } from '../../src/emulator/well-known';
import { parseAppId } from '../../src/identifiers/guid';
import { SessionService } from '../../src/sessions/session.service';
import { parseAccessToken } from '../../src/wix/access-token';
import { given } from './app-config';
import { embeddedFolder } from './embedded-folder';
import { GatewayFixture } from './gateway.fixture';
import { type HttpAnswer, sendRequest } from './http-request';

export const PUBLIC_URL = 'https://api.example.com';
export const LISTED_ORIGIN = 'https://www.example.com';

export const SESSIONS_ON: NonNullable<AppConfig['sessions']> = {
  clientId: given(parseAppId(WELL_KNOWN_CLIENT_ID)),
  origins: [LISTED_ORIGIN],
  publicUrl: PUBLIC_URL,
};

/** Logs in whoever brings tokens: what the login routes do at their end. */
@Controller('probe')
class LoginProbe {
  constructor(private readonly sessions: SessionService) {}

  @Post('login')
  @Public()
  async login(
    @Body() { accessToken, refreshToken, ttlSeconds }: Record<string, string>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.sessions.replace(reply, await this.sessions.of(request), {
      accessToken: given(parseAccessToken(accessToken)),
      refreshToken: given(refreshToken),
      expiresAt: Date.now() + Number(ttlSeconds) * 1000,
      role: 'member',
    });
    return {};
  }

  @Post('logout')
  @Public()
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.sessions.replace(reply, await this.sessions.of(request), undefined);
    return {};
  }
}

type Headers = Readonly<Record<string, string>>;

/** What a browser sends from a page of the gateway's own origin. */
export const SAME_ORIGIN: Headers = { 'sec-fetch-site': 'same-origin' };

/** The gateway with sessions on an embedded database, and the emulator. */
export class SessionGateway {
  private constructor(
    readonly fixture: GatewayFixture,
    readonly site: { readonly instanceId: string; readonly memberId: string },
    readonly dataDir: string,
    readonly close: () => Promise<void>,
  ) {}

  static async start(config: Partial<AppConfig> = {}): Promise<SessionGateway> {
    const { dataDir, remove } = await embeddedFolder();
    const fixture = await GatewayFixture.start({
      controllers: [LoginProbe],
      config: { sessions: SESSIONS_ON, database: { url: undefined, dataDir }, ...config },
    });
    const { instanceId, members } = await fixture.emulator.install();
    return new SessionGateway(fixture, { instanceId, memberId: given(members[0]).id }, dataDir, async () => {
      await fixture.close();
      remove();
    });
  }

  send(method: string, path: string, headers: Headers | readonly string[] = {}, body?: object): Promise<HttpAnswer> {
    const json = body && { body: JSON.stringify(body) };
    const type = ['content-type', 'application/json'];
    const raw = Array.isArray(headers) ? (headers as string[]) : Object.entries(headers).flat();
    return sendRequest(this.fixture.url, { method, path, headers: body ? [...raw, ...type] : raw, ...json });
  }

  get(path: string, cookie?: string, more: Headers = {}): Promise<HttpAnswer> {
    return this.send('GET', path, { ...(cookie !== undefined && { cookie }), ...more });
  }

  /** A browser with a session that was not used yet. */
  async newBrowser(): Promise<string> {
    return cookieOf(await this.get('/api/auth/session'));
  }

  /** Logs the site's first member in. @returns the new cookie */
  async login(cookie?: string, ttlSeconds = 14_400): Promise<string> {
    const { instanceId } = this.site;
    const order = { instanceId, subjectType: 'MEMBER', clientId: WELL_KNOWN_CLIENT_ID, ttlSeconds };
    const { body } = await this.fixture.emulator.http.post('/_emulator/tokens').send(order).expect(201);
    return cookieOf(await this.send('POST', '/probe/login', cookie ? { cookie } : {}, { ...body, ttlSeconds }));
  }

  /** How often Wix was asked for that path since `forgetCalls`. */
  async asked(path: string): Promise<number> {
    return (await this.fixture.wixCalls()).filter((call) => call.path === path).length;
  }
}

/** The session cookie that an answer sets, as the browser sends it. */
export function cookieOf({ headers }: HttpAnswer): string {
  expect(headers['set-cookie']).toHaveLength(1);
  return given(headers['set-cookie']?.[0]?.split(';')[0]);
}
