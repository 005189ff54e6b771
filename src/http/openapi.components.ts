import { SESSION_COOKIE } from '../auth/session.cookie';
import type { ErrorCode } from '../errors/error-code';
import type { Components } from './openapi.types';
import { PROBLEM_CATALOGUE } from './problem-catalogue';

// Object.keys forgets that the catalogue has exactly these keys.
const ALL_CODES = Object.keys(PROBLEM_CATALOGUE) as ErrorCode[];

/** What every operation of the document refers to. */
export const SHARED_COMPONENTS = {
  schemas: {
    Violation: {
      type: 'object',
      required: ['pointer', 'detail'],
      properties: {
        pointer: { type: 'string', description: 'JSON Pointer (RFC 6901) into the body, or `/<name>` of a parameter.' },
        detail: { type: 'string' },
      },
    },
    Problem: {
      type: 'object',
      description: 'Every error (RFC 9457). Switch on `code`; texts may change.',
      required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
      properties: {
        type: { type: 'string', format: 'uri' },
        title: { type: 'string' },
        status: { type: 'integer', minimum: 400, maximum: 599 },
        detail: { type: 'string' },
        instance: { type: 'string', format: 'uri', description: '`urn:uuid:` and the value of X-Request-Id.' },
        code: { type: 'string', enum: ALL_CODES },
        errors: { type: 'array', items: { $ref: '#/components/schemas/Violation' } },
        wixCode: { type: 'string', description: "Wix's own `applicationError.code`." },
      },
    },
  },
  headers: {
    'X-Request-Id': {
      description: 'The id of this request, given by the gateway.',
      required: true,
      schema: { type: 'string', format: 'uuid' },
    },
    'WWW-Authenticate': { description: 'RFC 6750 §3.', schema: { type: 'string' } },
    'Retry-After': {
      description: 'Seconds after which asking again makes sense.',
      required: true,
      schema: { type: 'integer', minimum: 1 },
    },
  },
  securitySchemes: {
    accessToken: {
      type: 'http',
      scheme: 'bearer',
      description:
        "A Wix access token. The roles are the identities that the route lets in. Wix's signed `instance` value is taken in the same header.",
    },
    rawAccessToken: {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description: 'The access token without a scheme, as `fetchWithAuth` of a Wix front-end sends it.',
    },
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: SESSION_COOKIE,
      description:
        'The session of a headless site, which `GET /api/auth/session` begins. What changes something must come from a page of this origin, or of a listed one.',
    },
  },
} satisfies Components;
