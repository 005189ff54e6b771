import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppConfig } from '../config/app-config';
import { answerException } from './web-method.answer';

/** What is thrown in or before a web method, guards included. */
@Catch()
export class WebMethodFilter implements ExceptionFilter {
  constructor(private readonly config: AppConfig) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const { environment } = this.config;
    answerException(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), environment);
  }
}

/** As the filter, for what fails before Nest is asked, such as a body that is too large. Call before `app.init()`. */
export function catchBeforeWebMethods(fastify: FastifyInstance, { environment }: AppConfig): void {
  fastify.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/_webMethods/')) return;
    route.errorHandler = (error, request, reply) => {
      answerException(error, request, reply, environment);
    };
  });
}
