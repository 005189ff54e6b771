import { EmulatorFixture } from '../emulator.fixture';

describe('/_emulator/faults', () => {
  let emulator: EmulatorFixture;
  let authorization: string;
  beforeAll(async () => {
    emulator = await EmulatorFixture.start();
    authorization = await emulator.token(await emulator.install(), 'APP');
  });
  afterAll(() => emulator.close());
  afterEach(() => emulator.http.delete('/_emulator/faults').expect(204));

  const getInstance = () => emulator.http.get('/apps/v1/instance').set({ authorization });

  it('answers a status in the place of Wix, as many times as it says', async () => {
    await emulator.fault({ path: '/apps/v1/instance', status: 503, times: 2 });
    const { body, headers } = await getInstance().expect(503);
    expect(body).toEqual({ message: '', details: {} });
    expect(headers['x-wix-request-id']).toMatch(/^\d+\.\d+$/);
    await getInstance().expect(503);
    await getInstance().expect(200);
  });

  it('answers a body and headers of its own', async () => {
    await emulator.fault({
      path: '/apps/*',
      status: 502,
      body: '<html>',
      headers: { 'content-type': 'text/html', 'retry-after': '7' },
    });
    const { text, headers } = await getInstance().expect(502).expect('content-type', 'text/html');
    expect([text, headers['retry-after']]).toEqual(['<html>', '7']);
  });

  it('answers 200 with a body alone, JSON included', async () => {
    await emulator.fault({ path: '/oauth2/token-info', body: { active: 'perhaps' } });
    const { body } = await emulator.http.post('/oauth2/token-info').send({ token: 'x' }).expect(200);
    expect(body).toEqual({ active: 'perhaps' });
  });

  it('only adds headers when there is nothing else', async () => {
    await emulator.fault({ path: '/apps/*', headers: { 'x-wix-consistent': 'abc' } });
    const { body, headers } = await getInstance().expect(200);
    expect(headers['x-wix-consistent']).toBe('abc');
    expect(body).toHaveProperty('instance');
  });

  it('answers null', async () => {
    await emulator.fault({ path: '/apps/v1/instance', body: null });
    expect((await getInstance().expect(200)).text).toBe('null');
  });

  it.each([
    ['/apps/v1/instance', 200],
    ['/apps/v2/instance', 404],
  ])("puts its headers over those of %s's own answer", async (path, status) => {
    await emulator.fault({ path, headers: { 'content-type': 'text/html', 'x-wix-request-id': 'mine' } });
    const { text, headers } = await emulator.http.get(path).set({ authorization }).expect(status);
    expect([headers['content-type'], headers['x-wix-request-id']]).toEqual(['text/html', 'mine']);
    expect(JSON.parse(text)).toBeInstanceOf(Object);
  });

  it('delays the real answer', async () => {
    await emulator.fault({ path: '/apps/v1/instance', latencyMs: 80 });
    const startedAt = Date.now();
    await getInstance().expect(200);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(75);
  });

  it('drips the real answer byte by byte', async () => {
    const { text } = await getInstance();
    await emulator.fault({ path: '/apps/v1/instance', dripMs: 1 });
    const response = await fetch(`${emulator.url}/apps/v1/instance`, { headers: { authorization } });
    let chunks = 0;
    let received = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      chunks += 1;
      received += decoder.decode(chunk, { stream: true });
    }
    expect(received).toBe(text);
    expect(chunks).toBeGreaterThan(10);
  });

  it('destroys the socket', async () => {
    await emulator.fault({ path: '/apps/v1/instance', reset: true });
    await expect(fetch(`${emulator.url}/apps/v1/instance`)).rejects.toThrow('fetch failed');
  });

  it('destroys the socket in the middle of the body', async () => {
    await emulator.fault({ path: '/apps/v1/instance', reset: 'mid-body' });
    const response = await fetch(`${emulator.url}/apps/v1/instance`, { headers: { authorization } });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('drips up to the middle of the body', async () => {
    await emulator.fault({ path: '/apps/v1/instance', body: '12345678', dripMs: 20, reset: 'mid-body' });
    const startedAt = Date.now();
    const response = await fetch(`${emulator.url}/apps/v1/instance`);
    await expect(response.text()).rejects.toThrow('terminated');
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(75);
  });

  it('leaves no body whole that it breaks off', async () => {
    await emulator.fault({ path: '/apps/v1/instance', body: '1', reset: 'mid-body' });
    const read = fetch(`${emulator.url}/apps/v1/instance`).then((response) => response.text());
    await expect(read).rejects.toThrow(/terminated|fetch failed/);
  });

  it('matches method and path', async () => {
    await emulator.fault({ path: '/members/v1/members*', method: 'get', status: 500 });
    await emulator.http.get('/members/v1/members/my').expect(500);
    await emulator.http.post('/members/v1/members/my').expect(404);
    await emulator.http.get('/members/v1/member').expect(404);
    await emulator.fault({ path: '/apps/v1/instanc', status: 500 });
    await getInstance().expect(200);
  });

  it('lets the newest fault win', async () => {
    await emulator.fault({ path: '*'.padStart(2, '/'), status: 500 });
    await emulator.fault({ path: '/apps/v1/instance', status: 429, times: 1 });
    await getInstance().expect(429);
    await getInstance().expect(500);
  });

  it('reaches paths the emulator does not serve', async () => {
    await emulator.fault({ path: '/wix-data/v2/items', status: 418 });
    await emulator.http.get('/wix-data/v2/items').expect(418);
  });

  it('never applies to the control API', async () => {
    await emulator.fault({ path: '/*', status: 500 });
    const { body } = await emulator.http.get('/_emulator/faults').expect(200);
    expect(body).toEqual([{ path: '/*', status: 500 }]);
    await emulator.http.get('/').expect(200);
  });

  it.each([
    {},
    { path: 'apps' },
    { path: '/x', method: '' },
    { path: '/x', method: 'GE T' },
    { path: '/x', status: 99 },
    { path: '/x', latencyMs: -1 },
    { path: '/x', often: 1 },
    { path: '/x', headers: { 'a b': 'c' } },
    { path: '/x', headers: { a: 'b\r\nc: d' } },
  ])('refuses %j', async (fault) => {
    const { body } = await emulator.http.post('/_emulator/faults').send(fault).expect(400);
    expect(body).toEqual({ status: 400, message: expect.any(String) });
  });
});
