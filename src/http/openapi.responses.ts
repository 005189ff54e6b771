import type { ErrorCode } from '../errors/error-code';
import type { Responses } from './openapi.types';
import { PROBLEM_CATALOGUE } from './problem-catalogue';
import { PROBLEM_MEDIA_TYPE } from './problem.document';

const headerReference = (name: string) => ({ [name]: { $ref: `#/components/headers/${name}` } });

/** The header that successful responses have in common with the others. */
export const REQUEST_ID_HEADER = headerReference('X-Request-Id');

/** One response per status, whose schema narrows `code` to what this status can mean here. */
export function problemResponses(codes: readonly ErrorCode[]): Responses {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of new Set(codes)) {
    const { status } = PROBLEM_CATALOGUE[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const statuses = [...byStatus].sort(([one], [other]) => one - other);
  return Object.fromEntries(statuses.map(([status, those]) => [String(status), problemResponse(status, those)]));
}

function problemResponse(status: number, codes: readonly ErrorCode[]) {
  const kinds = codes.map((code) => PROBLEM_CATALOGUE[code]);
  return {
    description: kinds.map(({ title }) => title).join('; '),
    headers: {
      ...REQUEST_ID_HEADER,
      ...(kinds.some(({ challenge }) => challenge !== undefined) && headerReference('WWW-Authenticate')),
      ...(kinds.every(({ retryAfterSeconds }) => retryAfterSeconds !== undefined) && headerReference('Retry-After')),
    },
    content: {
      [PROBLEM_MEDIA_TYPE]: {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            {
              type: 'object',
              required: ['status', 'code'],
              properties: { status: { type: 'integer', enum: [status] }, code: { type: 'string', enum: [...codes] } },
            },
          ],
        },
      },
    },
  };
}
