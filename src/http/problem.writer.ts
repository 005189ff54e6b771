import type { FastifyReply } from 'fastify';
import type { ErrorCode } from '../errors/error-code';
import type { CodedError } from '../errors/coded.error';
import { PROBLEM_CATALOGUE } from './problem-catalogue';
import { toProblemDocument } from './problem.document';
import { problemHeaders } from './problem.headers';

declare module 'fastify' {
  interface FastifyReply {
    /** The `code` of the problem that was the answer. */
    problemCode?: ErrorCode;
  }
}

/** What a handler may have said of the answer it then failed to give. */
const HEADERS_OF_THE_ANSWER = ['content-disposition', 'content-encoding', 'content-length', 'etag', 'last-modified'];

/** Answers with the error's problem document. `Allow` and `RateLimit` are set by those who know them, beforehand. */
export function writeProblem(reply: FastifyReply, error: CodedError): void {
  if (reply.sent) return;
  if (reply.raw.headersSent) {
    // Half of a streamed answer is out: only a broken connection tells the client that the rest will not come.
    reply.raw.destroy();
    return;
  }
  for (const name of HEADERS_OF_THE_ANSWER) reply.removeHeader(name);
  // Fastify closes after a refused body, which resets the connection of a client that is still sending, before it has
  // read the answer. Node reads the rest and throws it away, for as long as the request timeout allows.
  reply.removeHeader('connection');
  reply.problemCode = error.code;
  void reply
    .code(PROBLEM_CATALOGUE[error.code].status)
    .headers(problemHeaders(error, reply.request.id))
    // Without a serializer Fastify would add a charset to it, which application/problem+json does not have. Bytes would
    // get none either, but Node sends a string in one piece with the header, which is a tenth of a refused request.
    .serializer(String)
    .send(JSON.stringify(toProblemDocument(error, reply.request.id)));
}
