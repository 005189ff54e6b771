import { request, type Dispatcher } from 'undici';
import { reasonOf } from './failure-reason';

/** Wix takes longer answers for failures. */
const ANSWER_WITHIN_MS = 1250;

export interface Answer {
  readonly status: number;
  readonly ms: number;
  readonly error?: string;
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
