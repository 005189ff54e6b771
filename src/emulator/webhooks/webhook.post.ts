import { request, type Dispatcher } from 'undici';

/** Wix takes longer answers for failures. */
const ANSWER_WITHIN_MS = 1250;

export interface Answer {
  readonly status: number;
  readonly ms: number;
  readonly error?: string;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'timeout';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** Posts a JWT as plain text. Never rejects: without an answer the status is 0 and `error` says why. */
export async function postWebhook(url: string, jwt: string, dispatcher: Dispatcher): Promise<Answer> {
  const startedAt = performance.now();
  const elapsed = () => Math.round(performance.now() - startedAt);
  try {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: jwt,
      dispatcher,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const ms = elapsed();
    await body.dump();
    return { status: statusCode, ms };
  } catch (error) {
    return { status: 0, ms: elapsed(), error: reasonOf(error) };
  }
}
