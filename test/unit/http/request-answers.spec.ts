import request from 'supertest';
import { expectProblem, type Harness, sendRaw, startHarness } from './http.harness';

describe('what reaches no handler', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  it.each(['/nothing', '/things/', '//things', '/Things', '/things/a/b', '/things/%2e%2e/fail'])(
    'answers 404 at %s',
    async (path) => {
      const answer = await request(harness.origin).get(path);
      expectProblem(answer, 404, 'not_found');
      expect(answer.headers['www-authenticate']).toBeUndefined();
    },
  );

  it.each(['/%74hings', '/t%68ings', '/publi%63', '/things/%35', '/things/%7Ea', '/things/a%5fb?x=1'])(
    'answers 404 at %s, another spelling of a path that there is, whatever the method',
    async (path) => {
      for (const method of ['GET', 'POST', 'OPTIONS', 'PROPFIND']) {
        const lines = `${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
        const { status, headers, body } = await sendRaw(harness.port, lines);
        expectProblem({ status, headers, body }, 404, 'not_found');
      }
    },
  );

  it.each([
    ['/things/%20%C3%A9', { id: ' é' }],
    ['/things/a%2Fb', { id: 'a/b' }],
    ['/things?limit=%35', { limit: 5 }],
    ['/things/5?x=%35/%74', { id: '5' }],
  ])('takes encoded characters where they are needed, and in the query: %s', async (path, body) => {
    const answer = await request(harness.origin).get(path);
    expect([answer.status, answer.body]).toEqual([200, body]);
  });

  it('answers 404 before it reads a body', async () => {
    const answer = await request(harness.origin).post('/nothing').set('content-type', 'application/json').send('{oops');
    expectProblem(answer, 404, 'not_found');
  });

  it('answers 404 to an empty path parameter', async () => {
    expectProblem(await request(harness.origin).get('/things/'), 404, 'not_found');
  });

  it('answers 404 to a path parameter longer than any id', async () => {
    expectProblem(await request(harness.origin).get(`/things/${'a'.repeat(501)}`), 404, 'not_found');
  });

  it.each([
    ['PATCH', '/things', 'GET, HEAD, POST, OPTIONS'],
    ['DELETE', '/things/5?x=1', 'GET, HEAD, OPTIONS'],
    ['GET', '/raw', 'POST, OPTIONS'],
    ['TRACE', '/raw', 'POST, OPTIONS'],
    ['PROPFIND', '/raw', 'POST, OPTIONS'],
  ])('answers 405 with Allow to %s %s', async (method, path, allow) => {
    const answer = await sendRaw(harness.port, `${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expectProblem(answer, 405, 'method_not_allowed');
    expect(answer.headers.allow).toBe(allow);
  });

  it('answers OPTIONS that is no preflight with 204 and Allow', async () => {
    const answer = await request(harness.origin).options('/things');
    expect(answer.status).toBe(204);
    expect(answer.headers.allow).toBe('GET, HEAD, POST, OPTIONS');
    expect(answer.headers['access-control-allow-methods']).toBeUndefined();
  });

  it('answers HEAD as GET without a body, errors too', async () => {
    const found = await request(harness.origin).head('/things/7');
    expect(found.status).toBe(200);
    expect(found.headers['content-length']).toBe('10');
    const missing = await request(harness.origin).head('/nothing');
    expect(missing.status).toBe(404);
    expect(missing.headers['content-type']).toBe('application/problem+json');
  });

  it('answers 400 to a path that is not percent-encoded UTF-8', async () => {
    const answer = await request(harness.origin).get('/things/%E0%A4%A');
    expectProblem(answer, 400, 'invalid_request');
    expect(answer.text).not.toContain('%E0');
    expect(answer.headers['access-control-allow-origin']).toBe('*');
  });

  it.each([
    '*things',
    '?things',
    'things',
    'ftp://x/things',
    'http:///things',
    'http://x?/things',
    'http://x?/%74hings',
    'http://x/things#there',
    '/things#there',
    '/things#',
  ])('does not route the target %s', async (target) => {
    const answer = await sendRaw(harness.port, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect([400, 404]).toContain(answer.status);
    expectProblem(answer, answer.status, answer.status === 404 ? 'not_found' : 'invalid_request');
  });

  it('routes an absolute URL (RFC 9112 §3.2.2)', async () => {
    const answer = await sendRaw(harness.port, 'GET http://x/things HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(answer.status).toBe(200);
  });

  it('answers 400 to HTTP/1.1 without Host', async () => {
    const answer = await sendRaw(harness.port, 'GET /things HTTP/1.1\r\nConnection: close\r\n\r\n');
    expectProblem(answer, 400, 'invalid_request');
  });

  it('answers 400 to two Hosts (RFC 9112 §3.2), the same too', async () => {
    for (const second of ['Host: y', 'host: x', 'HOST:']) {
      const head = `GET /things HTTP/1.1\r\nHost: x\r\n${second}\r\nConnection: close\r\n\r\n`;
      expectProblem(await sendRaw(harness.port, head), 400, 'invalid_request');
    }
  });

  it('ignores an expectation it does not know', async () => {
    const head = 'GET /things HTTP/1.1\r\nHost: x\r\nExpect: the-moon\r\nConnection: close\r\n\r\n';
    expect((await sendRaw(harness.port, head)).status).toBe(200);
  });
});
