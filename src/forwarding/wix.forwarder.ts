import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { WixCallRequest, WixCalls } from '../elevation/wix-calls';
import type { Answer } from './answer';

/** Passes a Wix call through: what a controller hands it goes out, Wix's status and body come back. */
@Injectable()
export class WixForwarder {
  /**
   * Makes the call and answers with it. Nothing of the client's request is sent on but what is in `request`, and of
   * Wix's headers only the content type comes back.
   *
   * @param answer what of the body may be seen; without it the whole body, as bytes.
   * @throws CodedError as WixCalls.send does.
   */
  async forward(reply: FastifyReply, calls: WixCalls, request: WixCallRequest, answer?: Answer): Promise<void> {
    const { status, contentType, body } = await calls.send(request);
    // Awaiting a reply is waiting for the client to have read it, which is nobody's concern here.
    void reply
      .status(status)
      .type(contentType)
      .send(answer === undefined ? body : answer(body));
  }
}
