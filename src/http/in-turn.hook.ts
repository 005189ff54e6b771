import type { FastifyReply, onRequestHookHandler } from 'fastify';
import type { HttpLimits } from './http-limits';

/**
 * Takes requests that a client sends ahead of their answers one after another. Node begins all of a chunk at once: each
 * answer would stay whole until those before it are read, and a stopping process would carry out what it never answers.
 */
export function createInTurnHook({ waitingRequests }: Pick<HttpLimits, 'waitingRequests'>): onRequestHookHandler {
  const waiting = new Set<FastifyReply>();
  return (request, reply, done) => {
    // Node gives an answer its socket once those before it are out.
    if (reply.raw.socket !== null) {
      done();
      return;
    }
    if (waiting.size >= waitingRequests) {
      // Out of its turn nothing can be answered.
      request.raw.socket.destroy();
      return;
    }
    waiting.add(reply);
    request.raw.once('close', () => waiting.delete(reply));
    reply.raw.once('socket', () => {
      if (waiting.delete(reply)) setImmediate(done);
    });
  };
}
