import { connect } from 'node:net';
import {
  All,
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Module,
  type NestApplicationOptions,
  Param,
  Post,
  Query,
  Req,
  Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type FastifyAdapter, type NestFastifyApplication, RouteConfig } from '@nestjs/platform-fastify';
import { IsInt, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { Type as TransformTo } from 'class-transformer';
import type { FastifyReply, FastifyRequest } from 'fastify';
import pino, { type Logger } from 'pino';
import { createFastifyAdapter } from '../../../src/http/fastify.adapter';
import type { AppConfig } from '../../../src/config/app-config';
import { DEFAULT_HTTP_LIMITS, type HttpLimits } from '../../../src/http/http-limits';
import { setUpHttp } from '../../../src/http/set-up-http';

export class Nested {
  @IsString()
  name!: string;
}

export class ThingDto {
  @IsString()
  @MaxLength(10)
  title!: string;

  @IsOptional()
  @ValidateNested()
  @TransformTo(() => Nested)
  nested?: Nested;
}

export class PageDto {
  @IsOptional()
  @TransformTo(() => Number)
  @IsInt()
  limit?: number;
}

/** What a test makes `GET /fail` throw. */
export const failure: { error: unknown } = { error: undefined };

@Controller()
export class DummyController {
  @Get('things')
  list(@Query() page: PageDto): PageDto {
    return page;
  }

  @Post('things')
  create(@Body() thing: ThingDto): ThingDto {
    return thing;
  }

  @Get('things/:id')
  read(@Param('id') id: string): { id: string } {
    return { id };
  }

  @Get('public')
  @Header('Cache-Control', 'public, max-age=300')
  open(): { open: boolean } {
    return { open: true };
  }

  @Post('raw')
  @HttpCode(200)
  @RouteConfig({ rawBody: true, bodyLimit: 1_000 })
  raw(@Body() body: unknown): { bytes: string } {
    return { bytes: Buffer.isBuffer(body) ? body.toString() : typeof body };
  }

  @Get('address')
  address(@Req() request: FastifyRequest): { ip: string } {
    return { ip: request.ip };
  }

  /** Registers OPTIONS too. */
  @All('any')
  any(): string {
    return 'handled';
  }

  @Get('fail')
  @Header('ETag', '"x"')
  fail(): never {
    throw failure.error;
  }

  @Get('api/auth/session')
  session(): { loggedIn: boolean } {
    return { loggedIn: false };
  }
}

@Module({ controllers: [DummyController] })
export class DummyModule {}

export interface Harness {
  readonly app: NestFastifyApplication;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  readonly port: number;
  /** The log lines so far, as text. */
  log(): string;
  close(): Promise<void>;
}

export interface HarnessOptions {
  readonly corsOrigins?: '*' | readonly string[];
  readonly trustedProxies?: readonly string[];
  readonly sessions?: AppConfig['sessions'];
  readonly limits?: Partial<HttpLimits>;
  readonly module?: Type;
  readonly docsEnabled?: boolean;
  readonly beforeInit?: (app: NestFastifyApplication) => void;
}

/** A Nest application that nobody has set up yet. */
export function createApplication(module: Type, adapter: FastifyAdapter): Promise<NestFastifyApplication> {
  // Nest declares the base of its options as a class, and documents them as an object.

  const options: NestApplicationOptions = { bodyParser: false, logger: false, abortOnError: false };
  return NestFactory.create<NestFastifyApplication>(module, adapter, options);
}

/** A tiny application on the real edge, listening on a free port of the loopback. */
export async function startHarness(options: HarnessOptions = {}): Promise<Harness> {
  const lines: string[] = [];
  const logger: Logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const adapter = createFastifyAdapter(
    {
      corsOrigins: options.corsOrigins ?? '*',
      sessions: options.sessions,
      trustedProxies: options.trustedProxies ?? [],
    },
    logger,
    { ...DEFAULT_HTTP_LIMITS, ...options.limits },
  );
  const app = await createApplication(options.module ?? DummyModule, adapter);
  setUpHttp(app, { docsEnabled: options.docsEnabled ?? false }, '1.2.3');
  options.beforeInit?.(app);
  app
    .getHttpAdapter()
    .getInstance()
    .get('/stream', (_request: FastifyRequest, reply: FastifyReply) => {
      reply.raw.writeHead(200, { 'content-length': '10' });
      reply.raw.write('half');
      return Promise.reject(new Error('the second half is lost'));
    });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  return { app, origin: `http://127.0.0.1:${port}`, port, log: () => lines.join(''), close: () => app.close() };
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends bytes as they are and reads until the server ends the connection. */
export function sendRaw(port: number, text: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (answer += chunk));
    socket.on('error', reject);
    // A server that does not answer shall fail the test, and not hold its own end up.
    socket.setTimeout(15_000, () => socket.destroy(new Error('no answer and no end')));
    socket.on('close', () => {
      resolve(parseAnswer(answer));
    });
  });
}

function parseAnswer(answer: string): RawAnswer {
  const [head = '', body = ''] = answer.split('\r\n\r\n', 2);
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { status: Number(statusLine.split(' ')[1]), headers, body };
}

const VIOLATIONS = expect.arrayContaining([
  { pointer: expect.stringMatching(/^(\/|$)/), detail: expect.stringMatching(/./) },
]);
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

/** Asserts that an answer is the problem document of a code, whole and alone. */
export function expectProblem(
  answer: { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly body: unknown },
  status: number,
  code: string,
): void {
  const document: unknown =
    typeof answer.body === 'string'
      ? JSON.parse(answer.body)
      : Buffer.isBuffer(answer.body)
        ? JSON.parse(answer.body.toString())
        : answer.body;
  expect({ status: answer.status, document }).toEqual({
    status,
    document: {
      type: `urn:liftgate:problem:${code}`,
      title: expect.stringMatching(/^[A-Z]/),
      status,
      detail: expect.stringMatching(/^[A-Z].*\.$/),
      instance: `urn:uuid:${String(answer.headers['x-request-id'])}`,
      code,
      ...(typeof document === 'object' && document !== null && 'errors' in document && { errors: document.errors }),
      ...(code === 'validation_failed' && { errors: VIOLATIONS }),
      ...(typeof document === 'object' && document !== null && 'wixCode' in document && { wixCode: document.wixCode }),
    },
  });
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.headers['cache-control']).toBe('private, no-store');
  expect(answer.headers['x-request-id']).toMatch(new RegExp(`^${UUID}$`));
}
