import type { HttpAnswer } from './http-request';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const REALM = 'Bearer realm="liftgate"';

/** Which challenge (RFC 6750 §3) goes with which code; every other code has none. */
const CHALLENGES: Readonly<Record<string, string>> = {
  authentication_required: REALM,
  invalid_request: `${REALM}, error="invalid_request"`,
  invalid_token: `${REALM}, error="invalid_token"`,
  session_expired: `${REALM}, error="invalid_token"`,
  identity_not_allowed: `${REALM}, error="insufficient_scope"`,
};
const VIOLATIONS = expect.arrayContaining([
  { pointer: expect.stringMatching(/^(\/|$)/), detail: expect.stringMatching(/./) },
]);
const RETRIABLE = new Set(['token_info_unavailable', 'elevation_unavailable', 'wix_rate_limited', 'rate_limited']);

/** Fails unless the answer is the problem document (RFC 9457) of `code`, in every particular. */
export function expectProblem(answer: HttpAnswer, status: number, code: string): void {
  const requestId = answer.headers['x-request-id'];
  expect({ status: answer.status, ...answer.json }).toMatchObject({ status, code });
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(requestId).toMatch(UUID);
  const { errors, wixCode, ...problem } = answer.json as Record<string, unknown>;
  expect(problem).toEqual({
    type: `urn:liftgate:problem:${code}`,
    title: expect.stringMatching(/^[A-Z]/),
    status,
    detail: expect.stringMatching(/\.$/),
    instance: `urn:uuid:${String(requestId)}`,
    code,
  });
  expect(errors).toEqual(code === 'validation_failed' ? VIOLATIONS : undefined);
  if (wixCode !== undefined) expect(code).toMatch(/^wix_4\d\d$/);
  expect(answer.headers['www-authenticate']).toBe(CHALLENGES[code]);
  expect(answer.headers['cache-control']).toBe('private, no-store');
  if (RETRIABLE.has(code)) expect(answer.headers['retry-after']).toMatch(/^([1-9]|[1-5]\d|60)$/);
}
