import { connect, type Socket } from 'node:net';
import { expectProblem, type Harness, sendRaw, startHarness } from './http.harness';

const SLOW_BODY = { headersTimeoutMs: 100, requestTimeoutMs: 250, timeoutCheckMs: 20 };
const SLOW_HEADER = { headersTimeoutMs: 100, requestTimeoutMs: 60_000, timeoutCheckMs: 20 };

describe('what never becomes a request', () => {
  let harness: Harness;
  let patient: Harness;
  beforeAll(async () => {
    harness = await startHarness({ limits: SLOW_HEADER });
    patient = await startHarness({ limits: SLOW_BODY });
  });
  afterAll(async () => {
    await harness.close();
    await patient.close();
  });

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a broken request line', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n'],
    ['a broken header field', 'GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n'],
    ['a space before the colon', 'GET / HTTP/1.1\r\nHost : x\r\n\r\n'],
    ['two lengths', 'POST /things HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and chunks',
      'POST /things HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'a broken chunk',
      'POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    ],
  ])('answers 400 to %s and closes', async (_what, bytes) => {
    const answer = await sendRaw(harness.port, bytes);
    expectProblem(answer, 400, 'invalid_request');
    expect(answer.headers.connection).toBe('close');
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.body)));
  });

  it('answers 431 to header fields over the limit', async () => {
    const answer = await sendRaw(harness.port, `GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'a'.repeat(33_000)}\r\n\r\n`);
    expectProblem(answer, 431, 'headers_too_large');
  });

  it('takes header fields below the limit', async () => {
    const head = `GET /things HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Large: ${'a'.repeat(30_000)}\r\n\r\n`;
    expect((await sendRaw(harness.port, head)).status).toBe(200);
  });

  it.each([
    ['a header', 'GET /things HTTP/1.1\r\nHost: x\r\n'],
    ['a first byte', ''],
  ])('answers 408 to %s that does not come to an end', async (_what, bytes) => {
    const answer = await sendRaw(harness.port, bytes);
    expectProblem(answer, 408, 'request_timeout');
    expect(answer.headers.connection).toBe('close');
  });

  it('answers 408 to a body that does not come to an end', async () => {
    const head = 'POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n';
    expectProblem(await sendRaw(patient.port, `${head}{`), 408, 'request_timeout');
  });

  it('drops a client that drips its header byte by byte', async () => {
    let socket: Socket | undefined;
    const dripping = setInterval(() => socket?.write('a'), 10);
    const bytes = await new Promise<string>((resolve, reject) => {
      socket = connect(harness.port, '127.0.0.1', () => socket?.write('GET / HTTP/1.1\r\nX-Slow: '));
      let answer = '';
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
      socket.on('close', () => {
        resolve(answer);
      });
      socket.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') reject(error);
      });
    });
    clearInterval(dripping);
    expect(bytes).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('writes nothing into an answer that is already under way', async () => {
    const slow = 'GET /slow HTTP/1.1\r\nHost: x\r\n\r\n';
    const streaming = await startHarness({
      beforeInit: (app) => {
        app
          .getHttpAdapter()
          .getInstance()
          .get('/slow', (_request, reply) => {
            reply.hijack();
            reply.raw.writeHead(200, { 'content-length': '4' });
            reply.raw.write('ab');
            setTimeout(() => reply.raw.end('cd'), 50);
          });
      },
    });
    const answer = await sendRaw(streaming.port, `${slow}garbage\r\n\r\n`);
    await streaming.close();
    expect(answer.body).not.toContain('HTTP/1.1');
  });
});
