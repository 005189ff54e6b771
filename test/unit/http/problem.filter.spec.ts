import { connect } from 'node:net';
import {
  BadRequestException,
  ForbiddenException,
  HttpException,
  ImATeapotException,
  InternalServerErrorException,
  NotFoundException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import request from 'supertest';
import { CodedError } from '../../../src/errors/coded.error';
import { addRequestLog } from '../../../src/observability/request-log';
import { until } from '../../support/until';
import { failure, expectProblem, type Harness, sendRaw, startHarness } from './http.harness';

const R = 'Bearer realm="liftgate"';

/** The table that clients rely on: code, status, challenge, whether it tells when to ask again. */
const CONTRACT = [
  ['authentication_required', 401, R, false],
  ['invalid_request', 400, `${R}, error="invalid_request"`, false],
  ['invalid_token', 401, `${R}, error="invalid_token"`, false],
  ['session_expired', 401, `${R}, error="invalid_token"`, false],
  ['cross_site_request', 403, undefined, false],
  ['identity_not_allowed', 403, `${R}, error="insufficient_scope"`, false],
  ['app_not_installed', 403, undefined, false],
  ['not_found', 404, undefined, false],
  ['token_info_unavailable', 503, undefined, true],
  ['elevation_unavailable', 503, undefined, true],
  ['elevation_refused', 502, undefined, false],
  ['app_token_rejected', 502, undefined, false],
  ['wix_permission_missing', 502, undefined, false],
  ['wix_400', 400, undefined, false],
  ['wix_404', 404, undefined, false],
  ['wix_409', 409, undefined, false],
  ['wix_428', 428, undefined, false],
  ['wix_rate_limited', 429, undefined, true],
  ['wix_unavailable', 502, undefined, false],
  ['wix_timeout', 504, undefined, false],
  ['rate_limited', 429, undefined, true],
  ['overloaded', 503, undefined, true],
  ['validation_failed', 400, undefined, false],
  ['payload_too_large', 413, undefined, false],
  ['unsupported_media_type', 415, undefined, false],
  ['precondition_failed', 412, undefined, false],
  ['invalid_signature', 403, undefined, false],
  ['webhook_store_unavailable', 503, undefined, true],
  ['database_unavailable', 503, undefined, true],
  ['internal_error', 500, undefined, false],
] as const;

/** A handler that says when it was asked, and fails when it is told to. */
class LateHandler {
  ask: () => void = () => undefined;
  fail: (error: Error) => void = () => undefined;
  readonly asked = new Promise<void>((resolve) => (this.ask = resolve));
  readonly answer = new Promise<never>((_, reject) => (this.fail = reject));
}

describe('ProblemFilter', () => {
  let harness: Harness;
  const late = new LateHandler();
  beforeAll(async () => {
    harness = await startHarness({
      beforeInit: (app) => {
        const fastify = app.getHttpAdapter().getInstance();
        addRequestLog(fastify, {
          instanceOf: () => undefined,
          errorCodeOf: (reply) => reply.problemCode,
          failureOf: (reply) => reply.failure,
        });
        fastify.get('/half', (_request: FastifyRequest, reply: FastifyReply) => {
          reply.raw.writeHead(200, { 'content-length': '10' });
          reply.raw.write('half');
          return Promise.reject(new CodedError('wix_unavailable', 'Wix broke off.'));
        });
        fastify.get('/late', () => {
          late.ask();
          return late.answer;
        });
      },
    });
  });
  afterAll(() => harness.close());

  interface Line {
    readonly level: number;
    readonly msg: string;
    readonly route?: string;
    readonly error?: unknown;
  }
  const linesOf = (requestId = ''): readonly Line[] =>
    harness
      .log()
      .split('\n')
      .filter((text) => text !== '' && text.includes(requestId))
      // The shape of pino's lines.
      .map((text) => JSON.parse(text) as Line);

  const fail = (error: unknown) => {
    failure.error = error;
    return request(harness.origin).get('/fail').set('x-request-id', 'chosen-by-the-client');
  };

  it.each(CONTRACT)('answers %s with %i', async (code, status, challenge, retries) => {
    const answer = await fail(new CodedError(code, 'What happened.', { cause: new Error('s3cret') }));
    expectProblem(answer, status, code);
    expect(answer.body.detail).toBe('What happened.');
    expect(answer.headers['www-authenticate']).toBe(challenge);
    expect(answer.headers['retry-after'] !== undefined).toBe(retries);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.headers.etag).toBeUndefined();
    expect(answer.text).not.toContain('s3cret');
  });

  it.each([
    [0, '1'],
    [-5, '1'],
    [1.2, '2'],
    [60, '60'],
  ])('writes Retry-After of %d s as %s', async (seconds, header) => {
    const answer = await fail(new CodedError('rate_limited', 'Slower.', { retryAfterSeconds: seconds }));
    expect(answer.headers['retry-after']).toBe(header);
  });

  it('hands on violations and the code of Wix, and nothing else of the error', async () => {
    const violations = [{ pointer: '/title', detail: 'is too long' }];
    const answer = await fail(new CodedError('wix_409', 'Conflict.', { violations, wixCode: 'ALREADY_EXISTS' }));
    expectProblem(answer, 409, 'wix_409');
    expect(answer.body).toMatchObject({ errors: violations, wixCode: 'ALREADY_EXISTS' });
  });

  it.each([
    [new NotFoundException('Cannot GET /secret'), 404, 'not_found'],
    [new ForbiddenException('secret'), 403, 'identity_not_allowed'],
    [new BadRequestException('secret'), 400, 'validation_failed'],
    [new HttpException('secret', 400), 400, 'invalid_request'],
    [new HttpException('secret', 412), 412, 'precondition_failed'],
    [new HttpException('secret', 503), 503, 'overloaded'],
    [new ImATeapotException('secret'), 400, 'invalid_request'],
    [new InternalServerErrorException('secret'), 500, 'internal_error'],
    [Object.assign(new Error('secret'), { statusCode: 404 }), 500, 'internal_error'],
    [Object.assign(new Error('secret'), { status: 401 }), 500, 'internal_error'],
    [new TypeError('secret'), 500, 'internal_error'],
    ['secret', 500, 'internal_error'],
    [null, 500, 'internal_error'],
    [undefined, 500, 'internal_error'],
  ])('answers %p with %i %s and none of its text', async (error, status, code) => {
    const answer = await fail(error);
    expectProblem(answer, status, code);
    expect(answer.text).not.toMatch(/secret|Exception|Error|\bat /);
  });

  it('reads the complaints of a route schema', async () => {
    const error = Object.assign(new Error('querystring/limit must be integer'), {
      code: 'FST_ERR_VALIDATION',
      statusCode: 400,
      validation: [
        { keyword: 'type', instancePath: '/limit', message: 'must be integer', params: { type: 'integer' } },
        { keyword: 'required', instancePath: '', message: 'is needed', params: { missingProperty: 'offset' } },
      ],
    });
    const answer = await fail(error);
    expectProblem(answer, 400, 'validation_failed');
    expect(answer.body.errors).toEqual([
      { pointer: '/limit', detail: 'must be integer' },
      { pointer: '/offset', detail: 'is needed' },
    ]);
  });

  it('logs what it hides, with the request id and without what libraries hang on errors', async () => {
    const answer = await fail(
      Object.assign(new Error('kaput', { cause: new Error('the cause') }), { config: { data: 'client_secret=hush' } }),
    );
    const line = harness
      .log()
      .split('\n')
      .find((text) => text.includes(answer.headers['x-request-id'] ?? 'none'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      level: 50,
      error: {
        type: 'Error',
        message: 'kaput',
        stack: expect.stringContaining('at '),
        cause: { message: 'the cause' },
      },
    });
    expect(harness.log()).not.toContain('hush');
  });

  it('tells why Wix could not be asked in the one line of the request, and nothing of the fault of a caller', async () => {
    const answer = await fail(new CodedError('wix_timeout', 'Wix was too slow.', { cause: new Error('1500 ms') }));
    const [line, ...others] = linesOf(answer.headers['x-request-id']);
    expect(line).toMatchObject({
      level: 50,
      msg: 'request completed',
      status: 504,
      error: { message: 'wix_timeout: Wix was too slow.', cause: { message: '1500 ms' } },
    });
    expect(others).toEqual([]);
    // Such errors come by the thousand, and where they were made says nothing.
    expect(JSON.stringify(line)).not.toContain('"stack"');
    const refused = await fail(
      new CodedError('invalid_token', 'The access token is not valid.', { cause: new Error() }),
    );
    const [refusal] = linesOf(refused.headers['x-request-id']);
    expect(refusal).toMatchObject({ level: 30, msg: 'request completed', errorCode: 'invalid_token' });
    expect(refusal).not.toHaveProperty('error');
  });

  it('tells it at once where nobody gets an answer any more', async () => {
    const half = await sendRaw(harness.port, 'GET /half HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(half.body).toBe('half');
    const client = connect(harness.port, '127.0.0.1');
    client.write('GET /late HTTP/1.1\r\nHost: x\r\n\r\n');
    await late.asked;
    client.destroy();
    await until(() => linesOf().some(({ msg, route }) => msg === 'request aborted' && route === '/late'));
    late.fail(new CodedError('wix_timeout', 'Wix was too slow.', { cause: new Error('after the client') }));
    await until(() => harness.log().includes('after the client'));
    expect(linesOf().filter(({ msg }) => msg === 'request could not be served')).toEqual([
      expect.objectContaining({ level: 40, errorCode: 'wix_unavailable' }),
      expect.objectContaining({ level: 40, errorCode: 'wix_timeout' }),
    ]);
  });

  it('gives every answer an id of its own, never the one that the client sent', async () => {
    const first = await fail(new CodedError('not_found', 'Gone.'));
    const second = await fail(new CodedError('not_found', 'Gone.'));
    const ids = [first.headers['x-request-id'], second.headers['x-request-id']];
    expect(ids).not.toContain('chosen-by-the-client');
    expect(new Set(ids).size).toBe(2);
  });

  it('counts the bytes of a detail that is not ASCII', async () => {
    const answer = await fail(new CodedError('validation_failed', 'Schließt um 18 Uhr in Zürich 🙂.'));
    expectProblem(answer, 400, 'validation_failed');
    expect(answer.body.detail).toBe('Schließt um 18 Uhr in Zürich 🙂.');
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.text)));
  });

  it('breaks the connection when an answer fails half way', async () => {
    const answer = await sendRaw(harness.port, 'GET /stream HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(answer.body).toBe('half');
  });
});
