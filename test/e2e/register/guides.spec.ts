import { startEmulator } from '../../../src/emulator/start-emulator';
import { type Guide, type RunningGuide, startGuide } from '../../support/guides/start-guide';

jest.setTimeout(30_000);

interface App {
  readonly appId: string;
  readonly appSecret: string;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

const TOKEN_INFO = { method: 'POST', path: '/oauth2/token-info', status: 200 };
const CREATE_ACCESS_TOKEN = { method: 'POST', path: '/oauth2/token', status: 200 };
const GET_APP_INSTANCE = { method: 'GET', path: '/apps/v1/instance', status: 200 };

describe.each<[Guide, Call[]]>([
  ['extract-instance-id.cjs', [TOKEN_INFO]],
  ['get-app-instance-sdk.mjs', [TOKEN_INFO, CREATE_ACCESS_TOKEN, GET_APP_INSTANCE]],
  ['get-app-instance-rest.mjs', [TOKEN_INFO, CREATE_ACCESS_TOKEN, GET_APP_INSTANCE]],
])("the guides' backend %s, which knows of Wix alone, under register", (guide, callsOfOneRequest) => {
  let emulator: Awaited<ReturnType<typeof startEmulator>>;
  let backend: RunningGuide;

  async function control<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${emulator.url}/_emulator/${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    expect(response.ok).toBe(true);
    return (response.status === 204 ? undefined : await response.json()) as Answer; // the control API is fixed
  }

  async function install(): Promise<string> {
    const { instanceId } = await control<{ instanceId: string }>('POST', 'instances', {});
    return instanceId;
  }

  async function mint(token: Readonly<Record<string, unknown>>): Promise<string> {
    const { accessToken } = await control<{ accessToken: string }>('POST', 'tokens', token);
    return accessToken;
  }

  async function calls(): Promise<Call[]> {
    const made = await control<Call[]>('GET', 'calls');
    return made.map(({ method, path, status }) => ({ method, path, status }));
  }

  async function ask(authorization?: string): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${backend.url}/instance`, { headers: authorization ? { authorization } : {} });
    return { status: response.status, body: await response.json() };
  }

  function answerFor(instanceId: string): unknown {
    if (guide === 'extract-instance-id.cjs') return { instanceId };
    return expect.objectContaining({ instance: expect.objectContaining({ instanceId }) });
  }

  beforeAll(async () => {
    emulator = await startEmulator({ port: 0 });
    const { appId, appSecret } = await control<App>('GET', 'app');
    backend = await startGuide(guide, {
      WIX_EMULATOR_URL: emulator.url,
      WIX_APP_ID: appId,
      WIX_APP_SECRET: appSecret,
    });
  });

  afterAll(async () => {
    await backend.close();
    await emulator.close();
  });

  beforeEach(() => control('DELETE', 'calls'));

  it.each(['VISITOR', 'MEMBER', 'USER'])('answers a %s by the calls that the guide describes', async (subjectType) => {
    const instanceId = await install();
    const accessToken = await mint({ instanceId, subjectType });

    expect(await ask(accessToken)).toEqual({ status: 200, body: answerFor(instanceId) });
    expect(await calls()).toEqual(callsOfOneRequest);
  });

  it('answers each of many requests at once with its own instance', async () => {
    const instanceIds = await Promise.all(Array.from({ length: 10 }, install));
    const accessTokens = await Promise.all(
      instanceIds.map((instanceId) => mint({ instanceId, subjectType: 'VISITOR' })),
    );

    const answers = await Promise.all(accessTokens.map(ask));

    expect(answers).toEqual(instanceIds.map((instanceId) => ({ status: 200, body: answerFor(instanceId) })));
    expect(await calls()).toHaveLength(10 * callsOfOneRequest.length);
  });

  it('answers 500 without a token, and calls nobody', async () => {
    expect(await ask()).toMatchObject({ status: 500 });
    expect(await calls()).toEqual([]);
  });

  it('answers 500 to a token that Wix does not know, and elevates nothing', async () => {
    expect(await ask('not-a-token')).toMatchObject({ status: 500 });
    expect(await calls()).toMatchObject([{ path: '/oauth2/token-info' }]);
  });
});
