import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CodedError } from '../errors/coded.error';
import { describeCauses, describeError } from '../errors/error.description';
import { toCodedError } from './coded-error.mapping';
import { PROBLEM_CATALOGUE } from './problem-catalogue';
import { writeProblem } from './problem.writer';

declare module 'fastify' {
  interface FastifyReply {
    /** Why the request could not be served, for its completion line: nobody has logged it yet. */
    failure?: CodedError;
  }
}

/**
 * Answers everything that is thrown, in Nest or in Fastify, with a problem document (RFC 9457). A fault of ours is logged
 * with its stack, what Wix or a database failed at is told with its causes in the request's completion line, and what is
 * the caller's fault there too, by its code alone.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerWithProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** As the filter, for what Fastify reports outside Nest. */
export function answerWithProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const coded = toCodedError(error);
  // Where nothing can be answered any more there is no completion line, or one that was written.
  if (isUpstreamFault(coded) && !reply.raw.headersSent && !request.raw.socket.destroyed) reply.failure = coded;
  else log(error, coded, request);
  writeProblem(reply, coded);
}

/** Any thrown value as an error with a code, after it was logged if it has to be: for answers that are no problems. */
export function reportFailure(error: unknown, request: FastifyRequest): CodedError {
  const coded = toCodedError(error);
  log(error, coded, request);
  return coded;
}

function log(error: unknown, coded: CodedError, request: FastifyRequest): void {
  if (coded.code === 'internal_error') {
    request.log.error({ error: describeError(error) }, 'request failed');
  } else if (isUpstreamFault(coded)) {
    request.log.warn({ error: describeCauses(error), errorCode: coded.code }, 'request could not be served');
  }
}

/** 502, 503 or 504: neither the caller's fault nor ours. */
function isUpstreamFault({ code }: CodedError): boolean {
  return code !== 'internal_error' && PROBLEM_CATALOGUE[code].status >= 500;
}
