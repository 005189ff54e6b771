import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isControlPath, pathOf } from './emulated-request';
import { WixError } from './wix.error';

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  // Fastify's own errors, such as a body too large.
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 ? status : 500;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'the request cannot be read';
}

function inWixForm(status: number): WixError {
  if (status >= 500) return WixError.system(status);
  return status === 404
    ? WixError.application(404, 'NOT_FOUND', 'Not found')
    : WixError.application(status, 'INVALID_ARGUMENT', 'The request cannot be read');
}

/** Wix paths answer errors in Wix's form, the control API `{status, message}`. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const status = statusOf(error);
  if (isControlPath(pathOf(request))) {
    const meant = error instanceof HttpException || status < 500;
    void reply.code(status).send({ status, message: meant ? messageOf(error) : 'the emulator failed; see its log' });
    return;
  }
  const answer = error instanceof WixError ? error : inWixForm(status);
  void reply.code(answer.status).headers(answer.headers).send(answer.body);
}

/** Logs what is nobody's answer. */
@Catch()
export class EmulatorErrorFilter implements ExceptionFilter {
  readonly #logger = new Logger('Emulator');

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const meant = error instanceof WixError || error instanceof HttpException;
    if (!meant && statusOf(error) >= 500) this.#logger.error(error);
    if (!reply.sent) answerError(error, host.switchToHttp().getRequest<FastifyRequest>(), reply);
  }
}
