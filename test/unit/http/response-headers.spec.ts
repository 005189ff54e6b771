import request from 'supertest';
import { type Harness, startHarness } from './http.harness';

describe('the headers of every answer', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness({ trustedProxies: ['127.0.0.0/8'] });
  });
  afterAll(() => harness.close());

  it.each(['/things', '/nothing', '/fail', '/things/%ff'])('are on that of %s', async (path) => {
    const { headers } = await request(harness.origin).get(path).set('x-request-id', 'mine');
    expect(headers).toMatchObject({
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'cross-origin-resource-policy': 'cross-origin',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.stringContaining('max-age='),
      'x-content-type-options': 'nosniff',
    });
    expect(headers['x-frame-options']).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('yield to a route that may be cached', async () => {
    const { headers } = await request(harness.origin).get('/public');
    expect(headers['cache-control']).toBe('public, max-age=300');
  });

  it('come with the address that a trusted proxy names', async () => {
    const { body } = await request(harness.origin).get('/address').set('x-forwarded-for', '203.0.113.9');
    expect(body).toEqual({ ip: '203.0.113.9' });
  });

  it('do not come with the address that anybody else names', async () => {
    const untrusting = await startHarness();
    const { body } = await request(untrusting.origin).get('/address').set('x-forwarded-for', '203.0.113.9');
    await untrusting.close();
    expect(body).toEqual({ ip: '127.0.0.1' });
  });
});
