import { createClient } from '@wix/sdk';
import { appInstances } from '@wix/app-management';
import { CodedError } from '../../../src/errors/coded.error';
import { toCodedError } from '../../../src/http/coded-error.mapping';
import { createWixFetch } from '../../../src/sdk/wix-fetch';
import type { SdkRequest } from '../../../src/sdk/sdk-request';
import type { WixScope } from '../../../src/sdk/wix-scope';
import type { WixReply } from '../../../src/wix/wix-reply';
import { WixFailure } from '../../../src/wix/wix-failure.error';
import { WixStatusError } from '../../../src/wix/wix-status.error';

const URL_OF_WIX = 'https://www.wixapis.com/v1/things';

function given(answer: (request: SdkRequest) => Promise<WixReply>) {
  const scope = { consistent: undefined } as unknown as WixScope;
  const sent: SdkRequest[] = [];
  const wixFetch = createWixFetch(
    () => scope,
    (_, request) => {
      sent.push(request);
      return answer(request);
    },
  );
  return { scope, sent, wixFetch, client: createClient({ fetch: wixFetch, modules: { appInstances } }) };
}

const reply = (headers: Record<string, string> = {}): Promise<WixReply> =>
  Promise.resolve({
    status: 200,
    contentType: 'application/json',
    body: Buffer.from('{"one":1}'),
    requestId: 'request-1',
    headers,
  });

describe('what is sent', () => {
  it('is read from text, URL and Request alike', async () => {
    const { wixFetch, sent } = given(() => reply());
    const init = { method: 'post', body: '{}', headers: { 'X-One': '1' } };
    await wixFetch(`${URL_OF_WIX}?a=1&a=2&.r=e30`, init);
    await wixFetch(new URL(`${URL_OF_WIX}?a=1&a=2&.r=e30`), init);
    await wixFetch(new Request(`${URL_OF_WIX}?a=1&a=2&.r=e30`, init));
    const expected = {
      method: 'POST',
      path: '/v1/things',
      query: { a: ['1', '2'], '.r': ['e30'] },
      body: '{}',
      headers: expect.objectContaining({ 'x-one': '1' }),
    };
    expect(sent).toEqual([expected, expected, expected]);
  });

  it.each([
    [URL_OF_WIX, { method: 'HEAD' }],
    [URL_OF_WIX, { method: 'POST', body: new FormData() }],
    [URL_OF_WIX, { method: 'POST', body: new Uint8Array(1) }],
    ['https://manage.wix.com/', {}],
    ['file:///etc/passwd', {}],
    ['', {}],
  ])('is never %s %j', async (url, init) => {
    const { wixFetch, sent } = given(() => reply());
    await expect(wixFetch(url, init)).rejects.toThrow('The request was not sent');
    expect(sent).toEqual([]);
  });

  it('has dots resolved before anyone looks at the path', async () => {
    const { wixFetch, sent } = given(() => reply());
    await wixFetch(`${URL_OF_WIX}/../others/%2e%2e/x`);
    expect(sent[0]?.path).toBe('/v1/x');
  });
});

describe('what comes back', () => {
  it('is the answer, without the header that the SDK would share among tenants', async () => {
    const { wixFetch, scope } = given(() => reply({ 'x-wix-consistent': 'mine' }));
    const answer = await wixFetch(URL_OF_WIX);
    expect(await answer.json()).toEqual({ one: 1 });
    expect([...answer.headers.keys()].sort()).toEqual(['content-type', 'x-wix-request-id']);
    expect(scope.consistent).toBe('mine');
  });

  it('is given up with the signal of the caller, as a plain error', async () => {
    const { wixFetch } = given(() => new Promise(() => undefined));
    const failure: unknown = await wixFetch(URL_OF_WIX, { signal: AbortSignal.timeout(5) }).catch((e: unknown) => e);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(DOMException);
    await expect(wixFetch(URL_OF_WIX, { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });
});

describe('an error', () => {
  const refusal = new WixStatusError('GET /v1/things', 409, 'THING_TAKEN', 'request-9', undefined);
  const conflict = () =>
    new CodedError('wix_409', 'Wix answered this call with 409.', { wixCode: 'THING_TAKEN', cause: refusal });

  it('comes out of the real SDK as it went in, with what the SDK adds', async () => {
    const thrown = conflict();
    const { client } = given(() => Promise.reject(thrown));
    const failure: unknown = await client.appInstances.getAppInstance().catch((error: unknown) => error);
    expect(failure).toBe(thrown);
    expect(toCodedError(failure)).toMatchObject({ code: 'wix_409', wixCode: 'THING_TAKEN' });
    expect(thrown.message).toBe(conflict().message);
    expect(failure).toMatchObject({
      status: 409,
      requestId: 'request-9',
      details: { applicationError: { code: 'THING_TAKEN' } },
    });
    expect(() => JSON.stringify(failure)).not.toThrow();
  });

  describe('of validation', () => {
    const fieldViolations = [
      { field: 'x', description: 'is short', violatedRule: 'MIN', ruleName: 'R', data: { n: 1 } },
    ];
    const cause = new WixStatusError('GET /v1/things', 400, undefined, 'request-8', undefined, fieldViolations);
    const invalid = () => new CodedError('wix_400', 'Wix answered this call with 400.', { cause });
    const seen = (error: unknown) => {
      const { status, requestId, details } = error as Record<string, unknown>;
      return { status, requestId, details };
    };

    it("shows code what Wix's own client shows it", async () => {
      const ofWix = createClient({
        fetch: () =>
          Promise.resolve(
            Response.json(
              { message: 'text of Wix', details: { validationError: { fieldViolations } } },
              { status: 400, headers: { 'x-wix-request-id': 'request-8' } },
            ),
          ),
        modules: { appInstances },
      });
      const expected = seen(await ofWix.appInstances.getAppInstance().catch((error: unknown) => error));
      const { client } = given(() => Promise.reject(invalid()));
      const failure: unknown = await client.appInstances.getAppInstance().catch((error: unknown) => error);
      expect(expected.details).toMatchObject({ validationError: { fieldViolations } });
      expect(seen(failure)).toEqual(expected);
      expect(failure).toHaveProperty('code', 'wix_400');
    });

    it('shows it to fetchWithAuth as well', async () => {
      const { wixFetch } = given(() => Promise.reject(invalid()));
      const answer = await wixFetch(URL_OF_WIX);
      expect(await answer.json()).toMatchObject({ details: { validationError: { fieldViolations } } });
    });
  });

  it('may come twice: many wait for one token', async () => {
    const thrown = conflict();
    const { client } = given(() => Promise.reject(thrown));
    await expect(client.appInstances.getAppInstance()).rejects.toBe(thrown);
    await expect(client.appInstances.getAppInstance()).rejects.toMatchObject({ code: 'wix_409', status: 409 });
  });

  it('of a call without an answer keeps its code and the request id', async () => {
    const cause = new WixFailure('GET /v1/things', 'timeout', 'request-7');
    const { client } = given(() => Promise.reject(new CodedError('wix_timeout', 'Late.', { cause })));
    await expect(client.appInstances.getAppInstance()).rejects.toMatchObject({
      code: 'wix_timeout',
      requestId: 'request-7',
      details: { applicationError: { code: 'wix_timeout' } },
    });
  });

  const noError = 'A value that is no Error was thrown.';
  it.each([
    [new DOMException('The operation timed out.', 'TimeoutError'), 'The operation timed out.'],
    [Object.freeze(new Error('frozen')), 'frozen'],
    ['a text', noError],
    [null, noError],
  ])('%p comes out as an Error', async (thrown, message) => {
    // What may be rejected with is what is tested.
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    const { client } = given(() => Promise.reject(thrown));
    const failure = await client.appInstances.getAppInstance().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).toHaveProperty('message', message);
  });

  it('of fetchWithAuth is a Response when Wix answered, and thrown when it did not', async () => {
    const { wixFetch } = given(() => Promise.reject(conflict()));
    const answer = await wixFetch(URL_OF_WIX);
    expect(answer.status).toBe(409);
    expect(answer.headers.get('x-wix-request-id')).toBe('request-9');
    expect(await answer.json()).toMatchObject({ details: { applicationError: { code: 'THING_TAKEN' } } });
    const silent = given(() => Promise.reject(new CodedError('wix_timeout', 'Late.')));
    await expect(silent.wixFetch(URL_OF_WIX)).rejects.toMatchObject({ code: 'wix_timeout' });
  });
});
