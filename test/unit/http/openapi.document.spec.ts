import { Body, Controller, Get, Module, Param, Post, type Type } from '@nestjs/common';
import { ApiExtension, ApiOkResponse, ApiProperty, type OpenAPIObject } from '@nestjs/swagger';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { CodedError } from '../../../src/errors/coded.error';
import { createFastifyAdapter } from '../../../src/http/fastify.adapter';
import { buildOpenApiDocument } from '../../../src/http/openapi.document';
import { operationsOf } from '../../../src/http/openapi.types';
import { toProblemDocument } from '../../../src/http/problem.document';
import type { RouteAccessExtension } from '../../../src/http/route-access.extension';
import { createApplication } from './http.harness';

const Access = (access: RouteAccessExtension) => ApiExtension('x-route-access', access);

class SettingsDto {
  @ApiProperty({ maxLength: 120 })
  title!: string;

  @ApiProperty({ type: String, nullable: true, enum: ['light', 'dark'] })
  theme!: string | null;

  @ApiProperty({ type: Number, minimum: 0, exclusiveMinimum: true })
  size!: number;
}

@Controller('v1')
class ExampleController {
  @Get('open')
  @Access({ access: 'public' })
  getOpen(): string {
    return 'ok';
  }

  @Get('identity')
  @Access({ access: 'authenticated' })
  getIdentity(): string {
    return 'ok';
  }

  @Post('settings')
  @ApiExtension('x-problem-codes', ['precondition_failed', 'database_unavailable'])
  @Access({ access: 'authenticated', allow: ['USER'] })
  @ApiOkResponse({ type: SettingsDto, headers: { ETag: { schema: { type: 'string' } } } })
  saveSettings(@Body() settings: SettingsDto): SettingsDto {
    return settings;
  }

  @Get('instance/:part')
  @Access({ access: 'elevated', allow: ['VISITOR', 'USER'], calls: ['GET /apps/v1/instance'] })
  getInstance(@Param('part') part: string): string {
    return part;
  }

  @Post('webhooks')
  @Access({ access: 'signed-by-wix' })
  receiveWebhook(): string {
    return 'ok';
  }
}

@Module({ controllers: [ExampleController] })
class ExampleModule {}

@Controller('v1')
class Undeclared {
  @Get('forgotten')
  getForgotten(): string {
    return 'ok';
  }
}

@Module({ controllers: [Undeclared] })
class UndeclaredModule {}

@Controller('v2')
class Twin {
  @Get('open')
  @Access({ access: 'public' })
  getOpen(): string {
    return 'ok';
  }
}

@Module({ controllers: [ExampleController, Twin] })
class TwinModule {}

async function documentOf(module: Type): Promise<OpenAPIObject> {
  const app = await createApplication(
    module,
    createFastifyAdapter({ corsOrigins: '*', sessions: undefined, trustedProxies: [] }),
  );
  try {
    return buildOpenApiDocument(app, '1.2.3');
  } finally {
    await app.close();
  }
}

interface NarrowedResponse {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly content: {
    readonly 'application/problem+json': {
      readonly schema: { readonly allOf: readonly [unknown, { readonly properties: { readonly code: unknown } }] };
    };
  };
}

describe('buildOpenApiDocument', () => {
  let document: OpenAPIObject;
  beforeAll(async () => {
    document = await documentOf(ExampleModule);
  });

  const operation = (path: string, method: 'get' | 'post') => {
    const found = document.paths[path]?.[method];
    if (!found) throw new Error(`${method} ${path} is not in the document`);
    return found;
  };
  const responses = (path: string, method: 'get' | 'post') =>
    Object.entries(operation(path, method).responses as unknown as Record<string, NarrowedResponse>);
  /** Status to codes, as the responses narrow them. */
  const codes = (path: string, method: 'get' | 'post') =>
    Object.fromEntries(
      responses(path, method)
        .filter(([status]) => Number(status) >= 400)
        .map(([status, { content }]) => [
          status,
          (content['application/problem+json'].schema.allOf[1].properties.code as { enum: unknown }).enum,
        ]),
    );

  it('is OpenAPI 3.1 with the version of the product', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info.version).toBe('1.2.3');
    expect(operationsOf(document).map(({ operation: { operationId } }) => operationId)).toEqual([
      'getOpen',
      'getIdentity',
      'saveSettings',
      'getInstance',
      'receiveWebhook',
    ]);
  });

  it('asks for the credentials that the access decorator names', () => {
    const everyone = ['wix:visitor', 'wix:member', 'wix:user'];
    expect(operation('/v1/open', 'get').security).toEqual([]);
    expect(operation('/v1/webhooks', 'post').security).toEqual([]);
    expect(operation('/v1/identity', 'get').security).toEqual([
      { accessToken: everyone },
      { rawAccessToken: everyone },
      { session: ['wix:visitor', 'wix:member'] },
    ]);
    expect(operation('/v1/settings', 'post').security).toEqual([
      { accessToken: ['wix:user'] },
      { rawAccessToken: ['wix:user'] },
    ]);
    expect(Object.keys(document.components?.securitySchemes ?? {})).toEqual([
      'accessToken',
      'rawAccessToken',
      'session',
    ]);
  });

  it('lists the errors of each kind of route, and only those', () => {
    const always = { '500': ['internal_error'] };
    expect(codes('/v1/open', 'get')).toEqual({ ...always, '400': ['invalid_request'], '503': ['overloaded'] });
    expect(codes('/v1/identity', 'get')).toEqual({
      ...always,
      '400': ['invalid_request'],
      '401': ['authentication_required', 'invalid_token', 'session_expired'],
      '403': ['identity_not_allowed', 'app_not_installed'],
      '429': ['rate_limited'],
      '503': ['overloaded', 'token_info_unavailable', 'database_unavailable'],
    });
    expect(codes('/v1/settings', 'post')).toMatchObject({
      '400': ['invalid_request', 'validation_failed'],
      '403': ['identity_not_allowed', 'app_not_installed', 'cross_site_request'],
      '412': ['precondition_failed'],
      '413': ['payload_too_large'],
      '415': ['unsupported_media_type'],
      '503': ['overloaded', 'token_info_unavailable', 'database_unavailable'],
    });
    expect(codes('/v1/instance/{part}', 'get')).toMatchObject({
      '400': ['invalid_request', 'validation_failed', 'wix_400'],
      '404': ['wix_404'],
      '429': ['rate_limited', 'wix_rate_limited'],
      '502': ['elevation_refused', 'app_token_rejected', 'wix_permission_missing', 'wix_unavailable'],
      '504': ['wix_timeout'],
    });
    expect(codes('/v1/webhooks', 'post')).toMatchObject({ '403': ['invalid_signature'] });
    expect(JSON.stringify(document)).not.toContain('x-problem-codes');
  });

  it('names the headers of each answer', () => {
    const all = Object.fromEntries(responses('/v1/settings', 'post'));
    const headers = (status: string) => Object.keys(all[status]?.headers ?? {});
    expect(headers('200')).toEqual(['X-Request-Id', 'ETag']);
    expect(headers('401')).toEqual(['X-Request-Id', 'WWW-Authenticate']);
    expect(headers('415')).toEqual(['X-Request-Id']);
    expect(headers('503')).toEqual(['X-Request-Id', 'Retry-After']);
  });

  it('speaks the JSON Schema of OpenAPI 3.1', () => {
    expect(document.components?.schemas).toMatchObject({
      SettingsDto: {
        properties: {
          theme: { type: ['string', 'null'], enum: ['light', 'dark', null] },
          size: { type: 'number', exclusiveMinimum: 0 },
        },
      },
    });
    expect(JSON.stringify(document)).not.toMatch(/nullable|"exclusiveMinimum":(true|false)/);
  });

  it('describes the problem documents that are really sent', () => {
    const ajv = addFormats(new Ajv({ strict: false }));
    ajv.addSchema({ $id: 'document', components: document.components });
    const validate = ajv.compile({ $ref: 'document#/components/schemas/Problem' });
    const error = new CodedError('validation_failed', 'See errors.', {
      violations: [{ pointer: '/title', detail: 'is too long' }],
      wixCode: 'X',
    });
    expect(validate(toProblemDocument(error, '2a00c266-19ea-417b-b62d-daa5572e9116'))).toBe(true);
    expect(validate({ ...toProblemDocument(error, 'x'), code: 'unheard_of' })).toBe(false);
  });

  it('refuses a route whose access nobody declared', async () => {
    await expect(documentOf(UndeclaredModule)).rejects.toThrow('GET /v1/forgotten has no x-route-access');
  });

  it('refuses two methods of one name', async () => {
    await expect(documentOf(TwinModule)).rejects.toThrow(
      'GET /v1/open and GET /v2/open share the operationId "getOpen"',
    );
  });
});
