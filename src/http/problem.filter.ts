import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeCauses, describeError } from '../errors/error.description';
import type { CodedError } from '../errors/coded.error';
import { toCodedError } from './coded-error.mapping';
import { PROBLEM_CATALOGUE } from './problem-catalogue';
import { writeProblem } from './problem.writer';

/**
 * Answers everything that is thrown, in Nest or in Fastify, with a problem document (RFC 9457). What is our fault or
 * Wix's is logged with its causes; what is the caller's fault is told in the request's completion line alone.
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
  writeProblem(reply, reportFailure(error, request));
}

/** Any thrown value as an error with a code, after it was logged if it has to be. */
export function reportFailure(error: unknown, request: FastifyRequest): CodedError {
  const coded = toCodedError(error);
  if (coded.code === 'internal_error') {
    request.log.error({ error: describeError(error) }, 'request failed');
  } else if (PROBLEM_CATALOGUE[coded.code].status >= 500) {
    request.log.warn({ error: describeCauses(error), errorCode: coded.code }, 'request could not be served');
  }
  return coded;
}
