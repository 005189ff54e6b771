import type { WixReply } from '../wix/wix-reply';
import { durable, whatWixSaid } from './durable-error';
import { readSdkRequest, type SdkRequest } from './sdk-request';
import type { WixScope } from './wix-scope';

/** Only the SDK's own functions send it; `fetchWithAuth` and `graphql` do not. */
const SDK_CALL_HEADER = 'x-wix-bi-gateway';
const CONSISTENT_HEADER = 'x-wix-consistent';

/**
 * The `fetch` under a client of Wix's SDK. Nothing leaves but through the gateway's own calls to Wix, whatever
 * `Authorization` the request has.
 *
 * @param scopeOf whose call it is
 * @param send makes it
 */
export function createWixFetch(
  scopeOf: () => WixScope,
  send: (scope: WixScope, request: SdkRequest) => Promise<WixReply>,
): typeof fetch {
  return async (input, init) => {
    let isSdkCall = true;
    try {
      const scope = scopeOf();
      const request = await readSdkRequest(input, init);
      isSdkCall = request.headers[SDK_CALL_HEADER] !== undefined;
      const reply = await untilAborted(send(scope, request), init?.signal);
      // The SDK would keep it in the client, which all tenants share.
      const consistent = reply.headers[CONSISTENT_HEADER];
      if (typeof consistent === 'string') scope.consistent = consistent;
      return answerOf(reply);
    } catch (error) {
      const refusal = isSdkCall ? undefined : refusalOf(error);
      if (refusal !== undefined) return refusal;
      throw durable(error);
    }
  };
}

/** Gives up waiting when the caller does; what is on its way to Wix comes to its own end. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal | null | undefined): Promise<Result> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      // As fetch: the reason, whatever it is.
      reject(signal.reason as Error);
    };
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', giveUp);
    });
  });
}

function answerOf({ status, contentType, requestId, body }: WixReply): Response {
  const headers = { 'content-type': contentType, ...(requestId !== undefined && { 'x-wix-request-id': requestId }) };
  return new Response(new Uint8Array(body), { status, headers });
}

/** To `fetchWithAuth` Wix's no is an answer as well: its status and details, without its text. */
function refusalOf(error: unknown): Response | undefined {
  const { status, requestId, details } = error instanceof Error ? whatWixSaid(error) : {};
  if (status === undefined) return undefined;
  return Response.json(
    { message: `Wix answered with ${status}.`, details },
    { status, ...(requestId !== undefined && { headers: { 'x-wix-request-id': requestId } }) },
  );
}
