import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppConfig } from '../config/app-config';
import { answerInvalidCall } from '../http/bad-target';
import { reportFailure } from '../http/problem.filter';
import { MalformedCallError } from './web-method.error';

type Environment = AppConfig['environment'];

const IN_PRODUCTION = 'Unable to handle the request. Contact the site administrator.';

/** Answers as Wix's own runtime does, which is how its client tells a result from an exception: always with 200. */
export function answerResult(reply: FastifyReply, result: unknown): void {
  // What cannot be written as JSON throws here, before anything is out.
  send(reply, JSON.stringify({ result }));
}

/** Answers whatever went wrong, before, in or after the function; a call that is none with 400 and a text. */
export function answerException(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  environment: Environment,
): void {
  if (reply.sent) return;
  if (error instanceof MalformedCallError) {
    answerInvalidCall(reply);
    return;
  }
  const { code, detail, name } = reportFailure(error, request);
  reply.problemCode = code;
  const result = code === 'internal_error' ? ownException(error, environment) : { name, message: detail, code };
  send(reply, JSON.stringify({ result, exception: true }));
}

/** An exception of the app's own code. In production nobody outside reads its text; its stack stands in the log alone. */
function ownException(error: unknown, environment: Environment): object {
  if (environment === 'production') return { name: 'Error', message: IN_PRODUCTION };
  if (!(error instanceof Error)) return { name: 'Error', message: 'The web method threw a value that is no Error.' };
  const { name, message } = error;
  return { name, message };
}

function send(reply: FastifyReply, json: string): void {
  void reply.code(200).type('application/json; charset=utf-8').send(json);
}
