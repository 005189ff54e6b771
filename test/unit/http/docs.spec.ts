import { Controller, Get, Module } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import request from 'supertest';
import { expectProblem, type Harness, sendRaw, startHarness } from './http.harness';

@Controller()
class ExampleController {
  @Get('example')
  @ApiExtension('x-route-access', { access: 'public' })
  getExample(): string {
    return 'ok';
  }
}

@Module({ controllers: [ExampleController] })
class ExampleModule {}

describe('the documentation', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness({ docsEnabled: true, module: ExampleModule });
  });
  afterAll(() => harness.close());

  it('serves the document, for anyone to read and to keep five minutes', async () => {
    const answer = await request(harness.origin).get('/openapi.json').set('origin', 'https://any.example');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringContaining('application/json'),
      'cache-control': 'public, max-age=300',
      'access-control-allow-origin': '*',
    });
    expect(answer.body).toMatchObject({ openapi: '3.1.0', paths: { '/example': {} } });
    expect(Object.keys(answer.body.paths)).toEqual(['/example']);
  });

  it('serves an explorer that needs nothing from elsewhere', async () => {
    const page = await request(harness.origin).get('/docs');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.text).toContain('<title>Liftgate API</title>');
    const links = [...page.text.matchAll(/(?:src|href)=["']([^"']+)["']/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      expect(link).toMatch(/^\.\//);
      const asset = await request(harness.origin).get(new URL(link, `${harness.origin}/docs`).pathname);
      expect([link, asset.status]).toEqual([link, 200]);
      expect(asset.headers['x-request-id']).toBeDefined();
    }
  });

  it('lets the explorer run its own scripts and nobody else frame it', async () => {
    for (const path of ['/docs', '/docs/swagger-ui-bundle.js']) {
      const policy = (await request(harness.origin).get(path)).headers['content-security-policy'];
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
    }
  });

  it.each([
    '/docs/nothing.js',
    '/docs/LICENSE',
    '/docs-json',
    '/docs/..',
    '/docs/../package.json',
    '/docs/%2e%2e/package.json',
    '/docs/..%2fpackage.json',
    '/docs//',
    '/docs/a%00',
  ])('answers 404 at %s', async (path) => {
    // Over the wire: most clients resolve the dots before they send the path.
    const { status, headers, body } = await sendRaw(
      harness.port,
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    expectProblem({ status, headers, body }, 404, 'not_found');
    expect(headers['www-authenticate']).toBeUndefined();
  });

  it('is gone when it is turned off', async () => {
    const closed = await startHarness({ docsEnabled: false, module: ExampleModule });
    const paths = ['/openapi.json', '/docs', '/docs/swagger-ui.css'];
    const answers = await Promise.all(paths.map((path) => request(closed.origin).get(path)));
    await closed.close();
    for (const answer of answers) expectProblem(answer, 404, 'not_found');
  });
});
