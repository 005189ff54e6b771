import { randomUUID } from 'node:crypto';
import { type OutgoingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { CodedError } from '../errors/coded.error';
import { PROBLEM_CATALOGUE } from './problem-catalogue';
import { toProblemDocument } from './problem.document';
import { problemHeaders } from './problem.headers';

/** What Node's HTTP parser and its clock complain of. */
const BY_NODE_CODE: Readonly<Partial<Record<string, CodedError>>> = {
  ERR_HTTP_REQUEST_TIMEOUT: new CodedError('request_timeout', 'The request did not arrive in time.'),
  HPE_HEADER_OVERFLOW: new CodedError('headers_too_large', 'The header fields are too large.'),
};
const MALFORMED = new CodedError('invalid_request', 'This is not a well-formed HTTP/1.1 request.');

/**
 * Answers on the socket what never became a request: malformed HTTP with 400, too large a header with 431, a request
 * that arrives too slowly with 408. The connection is closed, since its next byte cannot be told apart.
 */
export function handleClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code !== 'ECONNRESET' && socket.writable && !isAnswering(socket)) {
    socket.write(rawResponse(BY_NODE_CODE[error.code ?? ''] ?? MALFORMED));
  }
  // Ends what was written first.
  socket.destroySoon();
}

/** Whether part of an answer is already out, in the middle of which nothing may be written. */
function isAnswering(socket: Socket): boolean {
  // Node keeps the response in progress here and looks at it for the same reason; there is no public word for it.
  const { _httpMessage: response } = socket as Socket & { _httpMessage?: OutgoingMessage | null };
  return response?.headersSent === true;
}

function rawResponse(error: CodedError): string {
  const requestId = randomUUID();
  const { status } = PROBLEM_CATALOGUE[error.code];
  const body = JSON.stringify(toProblemDocument(error, requestId));
  const headers = {
    ...problemHeaders(error, requestId),
    date: new Date().toUTCString(),
    connection: 'close',
    'content-length': String(Buffer.byteLength(body)),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', body].join('\r\n');
}
