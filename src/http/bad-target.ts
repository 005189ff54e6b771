import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerWithProblem } from './problem.filter';

/**
 * Answers a request target that no route takes as it is spelled: with a problem document, and where Wix's client of web
 * methods calls, as Wix's own runtime does. No route is known yet, only how the path begins.
 */
export function answerBadTarget(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (request.url.startsWith('/_webMethods/')) answerInvalidCall(reply);
  else answerWithProblem(error, request, reply);
}

/** What Wix's own runtime answers to a call of a web method that is none. */
export function answerInvalidCall(reply: FastifyReply): void {
  void reply.code(400).type('text/plain; charset=utf-8').send('invalid request');
}
