import { connect } from 'node:net';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { parseAppId, parseInstanceId } from '../../../src/identifiers/guid';
import type { InstanceContext } from '../../../src/auth/instance-context';
import { createLogger } from '../../../src/observability/logger';
import { addRequestLog } from '../../../src/observability/request-log';
import { LogLines } from './log-lines';

const id = '11111111-1111-4111-8111-111111111111';
const appId = parseAppId(id);
const instanceId = parseInstanceId(id);
if (appId === undefined || instanceId === undefined) throw new Error('The id of this test is no GUID.');
const instance: InstanceContext = {
  appId,
  instanceId,
  siteId: undefined,
  identity: { type: 'MEMBER', id: 'member-canary' },
  expiresAt: 0,
};

describe('the request log', () => {
  let lines: LogLines;
  let server: FastifyInstance;

  beforeEach(() => {
    lines = new LogLines();
    const logger: FastifyBaseLogger = createLogger({ logLevel: 'info' }, false, lines);
    server = fastify({
      loggerInstance: logger,
      logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
      genReqId: () => 'request-1',
    });
    addRequestLog(server, {
      instanceOf: (request) => (request.url.startsWith('/known') ? instance : undefined),
      errorCodeOf: (reply) => (reply.statusCode >= 400 ? 'a_code' : undefined),
      failureOf: () => undefined,
    });
    server.get('/known/:name', () => ({ ok: true }));
    server.get('/fails/:status', (request, reply) =>
      reply.code(Number((request.params as { status: string }).status)).send({}),
    );
  });

  afterEach(() => server.close());

  it('calls a failure an error, but not the answer of a health check', async () => {
    server.get('/health/ready', (_, reply) => reply.code(503).send({}));
    await server.inject('/fails/503');
    await server.inject('/health/ready');
    expect(lines.records.map(({ level }) => level)).toEqual(['error', 'info']);
  });

  it('writes one line for a request, with the route template and who it was', async () => {
    await server.inject('/known/path-canary?token=query-canary');

    expect(lines.records).toEqual([
      {
        level: 'info',
        time: expect.any(Number),
        pid: process.pid,
        hostname: expect.any(String),
        requestId: 'request-1',
        method: 'GET',
        route: '/known/:name',
        status: 200,
        durationMs: expect.any(Number),
        instanceId: id,
        identityType: 'MEMBER',
        msg: 'request completed',
      },
    ]);
    expect(lines.text).not.toContain('canary');
  });

  it.each([
    [401, 'info'],
    [499, 'info'],
    [500, 'error'],
    [503, 'error'],
  ])('logs status %d at level %s with the code of the problem', async (status, level) => {
    await server.inject(`/fails/${status}`);

    expect(lines.records).toEqual([expect.objectContaining({ level, status, errorCode: 'a_code' })]);
  });

  it.each([
    ['warn', 200, 0],
    ['warn', 404, 0],
    ['warn', 500, 1],
    ['debug', 200, 1],
  ] as const)('at LOG_LEVEL %s writes of status %d %d lines', async (logLevel, status, count) => {
    const written = new LogLines();
    const logger: FastifyBaseLogger = createLogger({ logLevel }, false, written);
    const levelled = fastify({
      loggerInstance: logger,
      logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    });
    addRequestLog(levelled, {
      instanceOf: () => instance,
      errorCodeOf: () => undefined,
      failureOf: () => undefined,
    });
    levelled.get('/', (_request, reply) => reply.code(status).send({}));

    await levelled.inject('/');

    expect(written.records).toHaveLength(count);
    await levelled.close();
  });

  it('logs an unknown path without naming it', async () => {
    await server.inject('/unknown-canary');

    expect(lines.records).toEqual([expect.objectContaining({ status: 404, method: 'GET' })]);
    expect(lines.text).not.toContain('canary');
  });

  it('writes one line for a client that leaves before its answer', async () => {
    let answer = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      server.get('/slow', (_request, reply) => {
        answer = () => void reply.send({});
        resolve();
      });
    });
    await server.listen({ host: '127.0.0.1', port: 0 });
    const client = connect(server.addresses()[0]?.port ?? 0, '127.0.0.1');
    client.write('GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await arrived;
    client.destroy();
    const ended = (): unknown[] => lines.records.filter(({ route }) => route === '/slow');
    while (ended().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    answer();

    expect(ended()).toEqual([expect.objectContaining({ route: '/slow', msg: 'request aborted' })]);
  });
});
