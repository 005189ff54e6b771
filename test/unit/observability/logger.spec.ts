import { Secret } from '../../../src/config/secret';
import { createLogger, loggerOptions } from '../../../src/observability/logger';
import { SENSITIVE_NAMES } from '../../../src/observability/redaction';
import { LogLines } from './log-lines';

const CANARY = 'canary-7f3a';

describe('the logger', () => {
  let lines: LogLines;
  let logger: ReturnType<typeof createLogger>;

  beforeEach(() => {
    lines = new LogLines();
    logger = createLogger({ logLevel: 'info' }, false, lines);
  });

  it('writes JSON lines with the level by its name', () => {
    logger.warn({ attempt: 2 }, 'again');

    expect(lines.records).toEqual([expect.objectContaining({ level: 'warn', attempt: 2, msg: 'again' })]);
  });

  it('is silent below the configured level', () => {
    logger.debug('unheard');

    expect(lines.text).toBe('');
  });

  it.each(SENSITIVE_NAMES)('redacts %s at every depth, in arrays, in bindings and in interpolated objects', (name) => {
    logger.info({ [name]: CANARY }, 'top');
    logger.info({ a: { b: { c: { d: { [name]: CANARY } } } } }, 'deep');
    logger.info({ list: [{ [name]: CANARY }] }, 'array');
    logger.info({ [name]: { nested: CANARY } }, 'an object as the value');
    logger.info('interpolated %o', { [name]: CANARY });
    logger.child({ [name]: CANARY }).info('bound');

    expect(lines.records).toHaveLength(6);
    expect(lines.text).not.toContain(CANARY);
    expect(lines.text.match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(6);
  });

  it.each([
    'Authorization',
    'accessToken',
    'refreshToken',
    'clientSecret',
    'Set-Cookie',
    'ACCESS_TOKEN',
    'codeVerifier',
  ])('redacts the spelling %s too', (name) => {
    logger.info({ [name]: CANARY, headers: { [name]: CANARY } });

    expect(lines.text).not.toContain(CANARY);
  });

  it('keeps names that merely resemble sensitive ones', () => {
    logger.info({ instanceId: 'i', errorCode: 'rate_limited', status: 200 });

    expect(lines.records[0]).toMatchObject({ instanceId: 'i', errorCode: 'rate_limited', status: 200 });
  });

  it.each(['err', 'error', 'cause'])('logs an error under %s without what a library attached to it', (name) => {
    const attached = { config: { data: CANARY, headers: { 'x-key': CANARY } }, toJSON: () => ({ key: CANARY }) };
    const cause = Object.assign(new Error('connect failed'), { code: 'ECONNRESET' }, attached);
    logger.error({ [name]: Object.assign(new Error('call failed', { cause }), attached) });
    logger.error(Object.assign(new Error('alone'), attached));

    expect(lines.text).not.toContain(CANARY);
    expect(lines.records[0]?.[name]).toMatchObject({
      type: 'Error',
      message: 'call failed',
      stack: expect.stringContaining('call failed'),
      cause: { message: 'connect failed', errorCode: 'ECONNRESET' },
    });
    expect(lines.records[1]).toMatchObject({ msg: 'alone', err: { message: 'alone' } });
  });

  it('ends chains of causes', () => {
    const error = new Error('round');
    error.cause = error;
    logger.error({ err: error });

    expect(lines.records).toHaveLength(1);
  });

  it('logs of a request its method, route and path, without query and headers', () => {
    logger.info({
      req: {
        method: 'GET',
        url: `/v1/identity?instance=${CANARY}`,
        headers: { authorization: CANARY, 'x-other': CANARY },
        routeOptions: { url: '/v1/identity' },
      },
      res: { statusCode: 200, headers: { 'set-cookie': CANARY } },
    });

    expect(lines.text).not.toContain(CANARY);
    expect(lines.records[0]).toMatchObject({
      req: { method: 'GET', route: '/v1/identity', path: '/v1/identity' },
      res: { statusCode: 200 },
    });
  });

  it('prints neither secrets, URL queries, bytes nor the insides of foreign objects', () => {
    class Client {
      readonly key = CANARY;
    }
    logger.info({
      key: new Secret(CANARY),
      url: new URL(`https://example.com/callback?code=${CANARY}`),
      body: Buffer.from(CANARY),
      client: new Client(),
      at: new Date(0),
    });

    expect(lines.records[0]).toMatchObject({
      key: '[secret]',
      url: 'https://example.com/callback',
      body: '[bytes]',
      client: '[Client]',
      at: '1970-01-01T00:00:00.000Z',
    });
    expect(lines.text).not.toContain(CANARY);
  });

  it('survives circular objects', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    logger.info({ circular });

    expect(lines.text).toContain('[too deep]');
  });

  it('is pretty on a terminal only', () => {
    expect(loggerOptions({ logLevel: 'info' }, true).transport).toMatchObject({ target: 'pino-pretty' });
    expect(loggerOptions({ logLevel: 'info' }, false).transport).toBeUndefined();
  });
});
