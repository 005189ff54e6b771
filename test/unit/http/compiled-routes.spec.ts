import {
  Body,
  type CanActivate,
  Controller,
  createParamDecorator,
  type ExecutionContext,
  Get,
  Header,
  HttpCode,
  Injectable,
  Module,
  Param,
  Post,
  Query,
  Redirect,
  Res,
  Scope,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
  ValidationPipe,
} from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { type NestFastifyApplication, RouteConfig, RouteSchema } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, of, tap } from 'rxjs';
import { CodedError } from '../../../src/errors/coded.error';
import { compileRoutes } from '../../../src/http/compiled-routes';
import { createFastifyAdapter } from '../../../src/http/fastify.adapter';
import { ProblemFilter } from '../../../src/http/problem.filter';
import { DtoValidationPipe } from '../../../src/http/validation.pipe';
import { expectProblem } from './http.harness';

const Json = () => RouteSchema({ response: { 200: {} } });
const Config = createParamDecorator(
  (_: unknown, context: ExecutionContext): unknown =>
    context.switchToHttp().getRequest<FastifyRequest>().routeOptions.config,
);
const Name = createParamDecorator((fallback: string, context: ExecutionContext): string => {
  const { name = fallback } = context.switchToHttp().getRequest<FastifyRequest>().query as { name?: string };
  return `${name} of ${context.getClass().name}.${context.getHandler().name}`;
});

/** What the guards and the interceptor saw, in order. */
const seen: string[] = [];
const interceptor = {
  intercept: (_: unknown, next: { handle(): Observable<unknown> }) =>
    next.handle().pipe(tap(() => seen.push('interceptor'))),
};

type Verdict = ReturnType<CanActivate['canActivate']>;

/** Answers as the query says: allowed or not, and in which form. */
@Injectable()
class FirstGuard implements CanActivate {
  canActivate(context: ExecutionContext): Verdict {
    seen.push('first');
    const query = context.switchToHttp().getRequest<FastifyRequest>().query as Record<string, string | undefined>;
    const allowed = query.allowed !== 'no';
    if (query.as === 'promise') return Promise.resolve(allowed);
    if (query.as === 'observable') return of(allowed);
    if (query.as === 'error') throw new CodedError('invalid_token', 'The token is no good.');
    if (query.as === 'rejection') return Promise.reject(new CodedError('invalid_token', 'The token is no good.'));
    return allowed;
  }
}

@Injectable()
class SecondGuard implements CanActivate {
  canActivate(): boolean {
    seen.push('second');
    return true;
  }
}

abstract class Inherited {
  @Get('inherited') @Json() inherited() {
    return this.constructor.name;
  }
}

@Controller('plain')
class PlainController extends Inherited {
  @Get('sync') @Json() sync(@Name('nobody') name: string) {
    seen.push('handler');
    return { name };
  }
  @Get('configured') @RouteConfig({ mark: true }) @Json() configured(@Config() config: unknown) {
    return { config };
  }
  @Get('async') @Json() async() {
    return Promise.resolve({ async: true });
  }
  @Get('observable') @Json() observable() {
    return of({ observable: true });
  }
  @Get('nothing') @Json() nothing() {
    return undefined;
  }
  @Get('reply') reply(@Name('nobody') name: string, @Res() reply: FastifyReply) {
    void reply.code(203).send({ name });
    return 'not this';
  }
  @Get('reply-late') async replyLate(@Res() reply: FastifyReply) {
    await Promise.resolve();
    void reply.code(203).send({ late: true });
  }
  @Get('throws') @Json() throws() {
    throw new CodedError('not_found', 'There is nothing here.');
  }
  @Get('rejects') @Json() rejects() {
    return Promise.reject(new CodedError('not_found', 'There is nothing here.'));
  }
}

@Controller('other')
class OtherController extends Inherited {
  @Get('no-schema') noSchema() {
    return 'text';
  }
  @Get('guarded') @Json() @UseGuards(SecondGuard) guarded() {
    return {};
  }
  @Get('intercepted') @Json() @UseInterceptors(interceptor) intercepted() {
    return {};
  }
  @Get('piped') @Json() @UsePipes(ValidationPipe) piped() {
    return {};
  }
  @Get('filtered') @Json() @UseFilters(ProblemFilter) filtered() {
    return {};
  }
  @Get('created') @Json() @HttpCode(201) created() {
    return {};
  }
  @Get('header') @Json() @Header('x-own', 'yes') header() {
    return {};
  }
  @Get('redirect') @Json() @Redirect('/plain/sync') redirect() {
    return undefined;
  }
  @Get('query') @Json() query(@Query('name') name: string) {
    return { name };
  }
  @Get('param/:id') @Json() param(@Param('id') id: string) {
    return { id };
  }
  @Get('pipe') @Json() pipe(@Name('x', { transform: (name: string) => name.toUpperCase() }) name: string) {
    return { name };
  }
  @Get('passthrough') @Json() passthrough(@Res({ passthrough: true }) reply: FastifyReply) {
    void reply.code(202);
    return {};
  }
  @Get('undecorated') @Json() undecorated(request: unknown) {
    return { type: typeof request };
  }
  @Post('post') @Json() post(@Body() body: unknown) {
    return { body };
  }
}

@Controller({ path: 'scoped', scope: Scope.REQUEST })
class ScopedController {
  @Get() @Json() scoped() {
    return {};
  }
}

@Controller({ path: 'hosted', host: 'example.com' })
class HostedController {
  @Get() @Json() hosted() {
    return {};
  }
}

@Controller('class-guarded')
@UseGuards(SecondGuard)
class GuardedController {
  @Get() @Json() guarded() {
    return {};
  }
}

@Module({
  controllers: [PlainController, OtherController, ScopedController, HostedController, GuardedController],
  providers: [
    { provide: APP_GUARD, useClass: FirstGuard },
    { provide: APP_GUARD, useClass: SecondGuard },
  ],
})
class ProbeModule {}

async function start(compiled: boolean, adapt: (app: NestFastifyApplication) => void = () => undefined) {
  const adapter = createFastifyAdapter({ corsOrigins: '*', sessions: undefined, trustedProxies: [] });
  const app = await NestFactory.create<NestFastifyApplication>(ProbeModule, adapter, {
    bodyParser: false,
    logger: false,
  });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(new DtoValidationPipe());
  adapt(app);
  const handlers = new Map<string, unknown>();
  const replaced: string[] = [];
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', ({ method, url, handler }) => {
    handlers.set(`${String(method)} ${url}`, handler);
  });
  if (compiled) compileRoutes(app);
  fastify.addHook('onRoute', ({ method, url, handler }) => {
    const route = `${String(method)} ${url}`;
    if (handlers.get(route) !== handler) replaced.push(route);
  });
  await app.init();
  return { app, replaced };
}

const COMPILED = ['async', 'configured', 'nothing', 'observable', 'rejects', 'reply', 'reply-late', 'sync', 'throws'];

beforeEach(() => {
  seen.length = 0;
});

describe('compileRoutes', () => {
  it('compiles what it understands, and leaves every other route to Nest', async () => {
    const { app, replaced } = await start(true);
    expect(replaced.sort()).toEqual(COMPILED.map((path) => `GET /plain/${path}`));
    await app.close();
  });

  it.each<[string, (app: NestFastifyApplication) => void]>([
    ['an interceptor', (app) => app.useGlobalInterceptors(interceptor)],
    ['a pipe of another kind', (app) => app.useGlobalPipes(new ValidationPipe())],
  ])('compiles nothing beside %s for all routes', async (_, adapt) => {
    const { app, replaced } = await start(true, adapt);
    expect(replaced).toEqual([]);
    await app.close();
  });

  it('keeps applications of one process apart', async () => {
    const [a, b] = [await start(true), await start(true)];
    for (const { app } of [a, b]) {
      expect((await app.inject('/plain/sync')).json()).toEqual({ name: 'nobody of PlainController.sync' });
      await app.close();
    }
  });
});

describe.each([
  ['by Nest', false],
  ['compiled', true],
])('a route run %s', (_, compiled) => {
  let app: NestFastifyApplication;
  beforeAll(async () => ({ app } = await start(compiled)));
  afterAll(() => app.close());

  it.each([
    ['/plain/sync?name=Ada', 200, '{"name":"Ada of PlainController.sync"}'],
    ['/plain/async', 200, '{"async":true}'],
    ['/plain/observable', 200, '{"observable":true}'],
    ['/plain/nothing', 200, ''],
    ['/plain/reply', 203, '{"name":"nobody of PlainController.reply"}'],
    ['/plain/reply?as=promise', 203, '{"name":"nobody of PlainController.reply"}'],
    ['/plain/reply-late', 203, '{"late":true}'],
    ['/plain/inherited', 200, 'PlainController'],
    ['/other/inherited', 200, 'OtherController'],
  ])('answers %s', async (url, status, body) => {
    const answer = await app.inject(url);
    expect([answer.statusCode, answer.payload]).toEqual([status, body]);
    expect(answer.headers['x-request-id']).toBeDefined();
  });

  it.each(['value', 'promise', 'observable'])('asks the guards in their order, then the handler: %s', async (as) => {
    expect((await app.inject(`/plain/sync?as=${as}`)).statusCode).toBe(200);
    expect(seen).toEqual(['first', 'second', 'handler']);
  });

  it.each(['value', 'promise', 'observable'])('stops at the first guard that says no: %s', async (as) => {
    expectProblem(await sent(`/plain/sync?allowed=no&as=${as}`), 403, 'identity_not_allowed');
    expect(seen).toEqual(['first']);
  });

  it.each(['error', 'rejection'])('stops at a guard that fails with an %s', async (as) => {
    expectProblem(await sent(`/plain/sync?as=${as}`), 401, 'invalid_token');
    expect(seen).toEqual(['first']);
  });

  it.each(['throws', 'rejects'])('answers a handler that %s with its problem', async (path) => {
    expectProblem(await sent(`/plain/${path}`), 404, 'not_found');
  });

  it('asks the guards for HEAD too', async () => {
    expect((await app.inject({ method: 'HEAD', url: '/plain/sync?allowed=no' })).statusCode).toBe(403);
  });

  it('runs what belongs to one route alone', async () => {
    await app.inject('/other/guarded');
    expect(seen).toEqual(['first', 'second', 'second']);
    seen.length = 0;
    await app.inject('/other/intercepted');
    expect(seen).toEqual(['first', 'second', 'interceptor']);
    expect((await app.inject('/other/pipe')).json()).toEqual({ name: 'X OF OTHERCONTROLLER.PIPE' });
    expect((await app.inject('/other/created')).statusCode).toBe(201);
    expect((await app.inject('/other/passthrough')).statusCode).toBe(202);
  });

  async function sent(url: string) {
    const { statusCode: status, headers, payload: body } = await app.inject(url);
    return { status, headers, body };
  }
});
