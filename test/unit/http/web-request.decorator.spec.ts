import { Controller, Get, Module, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import request from 'supertest';
import { WebRequest } from '../../../src/http/web-request.decorator';
import { expectProblem, type Harness, sendRaw, startHarness } from './http.harness';

@Controller('web')
class WebController {
  @Get()
  url(@WebRequest() { url, method, headers }: Request): Response {
    const answer = Response.json({ url, method, accept: headers.get('accept'), list: headers.get('x-list') });
    answer.headers.append('x-own', 'one');
    return answer;
  }

  @Post()
  async body(@WebRequest() web: Request): Promise<Response> {
    return Response.json(await web.json(), { status: 203 });
  }

  @Post('raw')
  @RouteConfig({ rawBody: true })
  async bytes(@WebRequest() web: Request): Promise<Response> {
    return new Response(await web.text(), { status: 202 });
  }

  @Get('none')
  none(): Response {
    return new Response(null, { status: 204 });
  }
}

@Module({ controllers: [WebController] })
class WebModule {}

describe('@WebRequest()', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness({ module: WebModule });
  });
  afterAll(() => harness.close());

  it('is the request with its URL and headers, and a Response is its answer', async () => {
    const answer = await request(harness.origin)
      .get('/web?a=1')
      .set({ accept: 'text/x', 'x-list': 'a, b' })
      .expect(200);
    expect(answer.body).toEqual({ url: `${harness.origin}/web?a=1`, method: 'GET', accept: 'text/x', list: 'a, b' });
    expect(answer.headers).toMatchObject({ 'x-own': 'one', 'x-content-type-options': 'nosniff' });
    await request(harness.origin).get('/web/none').expect(204);
  });

  it('has the body as JSON, or byte for byte', async () => {
    const json = await request(harness.origin)
      .post('/web')
      .send({ a: [1] })
      .expect(203);
    expect(json.body).toEqual({ a: [1] });
    const raw = await request(harness.origin).post('/web/raw').type('json').send('{ "a" :1}').expect(202);
    expect(raw.text).toBe('{ "a" :1}');
  });

  it.each(['a b', 'user@host', 'host/path', 'host?x', '[', 'host:port', ''])(
    'is refused for the Host %j, which names none',
    async (host) => {
      const { status, headers, body } = await sendRaw(
        harness.port,
        `GET /web HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      );
      expectProblem({ status, headers, body: JSON.parse(body) as unknown }, 400, 'invalid_request');
    },
  );

  it('believes no other origin that an absolute target names', async () => {
    const target = 'http://user:secret@other.example/web?a=1';
    const answer = await sendRaw(
      harness.port,
      `GET ${target} HTTP/1.1\r\nHost: mine.example\r\nConnection: close\r\n\r\n`,
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('"url":"http://mine.example/web?a=1"');
  });
});
