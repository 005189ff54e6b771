import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { CallLog, type CallRecord } from '../calls/call.log';
import { FaultStore, type Fault } from '../faults/fault.store';
import { breakingOff, dripping } from '../faults/faulty-body';
import { EmulatorClock } from '../settings/emulator.clock';
import { CallerHint } from '../tokens/caller-hint';
import { allowAnyOrigin, answerPreflight } from './cross-origin';
import { isControlPath, pathOf, type EmulatedRequest } from './emulated-request';
import { nextRequestId } from './request-id';
import { WixError } from './wix.error';

/** What happens to every request for a Wix path: request id, cross-origin headers, call log, faults. */
@Injectable()
export class EmulatorHooks {
  constructor(
    private readonly clock: EmulatorClock,
    private readonly log: CallLog,
    private readonly faults: FaultStore,
    private readonly callerHint: CallerHint,
  ) {}

  install(fastify: FastifyInstance): void {
    fastify.decorateRequest('call');
    fastify.decorateRequest('fault');

    fastify.addHook('onRequest', (request: EmulatedRequest, reply, done) => {
      const now = this.clock.now();
      void reply.header('x-wix-request-id', nextRequestId(now));
      const path = pathOf(request);
      if (isControlPath(path)) {
        done();
        return;
      }
      allowAnyOrigin(request, reply);
      if (answerPreflight(request, reply)) return;
      const call: CallRecord = { at: new Date(now).toISOString(), method: request.method, path, status: 0 };
      request.call = call;
      this.log.append(call);
      const fault = this.faults.take(request.method, path);
      if (fault !== undefined) request.fault = fault;
      done();
    });

    fastify.addHook('preHandler', (request: EmulatedRequest, reply, done) => {
      if (request.call === undefined) {
        done();
        return;
      }
      const instanceId = this.callerHint.instanceId(request);
      if (instanceId !== undefined) request.call.instanceId = instanceId;
      if (request.fault === undefined) {
        done();
        return;
      }
      this.#inflict(request.fault, request, reply).then(
        (answered) => {
          if (!answered) done();
        },
        (error: unknown) => {
          done(error instanceof Error ? error : new Error('the fault cannot be inflicted'));
        },
      );
    });

    fastify.addHook('onSend', (request: EmulatedRequest, reply, payload, done) => {
      if (request.call !== undefined) request.call.status = reply.statusCode;
      done(null, request.fault === undefined ? payload : this.#distort(request.fault, request, reply, payload));
    });
  }

  /** Whether the fault answered in place of the emulator. */
  async #inflict(fault: Fault, request: EmulatedRequest, reply: FastifyReply): Promise<boolean> {
    // Unreferenced: a pending fault must not keep the process from stopping.
    if (fault.latencyMs !== undefined) await delay(fault.latencyMs, undefined, { ref: false });
    if (fault.reset === true) {
      reply.hijack();
      request.raw.socket.destroy();
      return true;
    }
    if (fault.status === undefined && fault.body === undefined) return false;
    const { status = 200 } = fault;
    // Null is an answer too.
    const body = fault.body === undefined ? WixError.system(status).body : fault.body;
    void reply
      .code(status)
      .header('content-type', 'application/json; charset=utf-8')
      .send(typeof body === 'string' ? body : JSON.stringify(body));
    return true;
  }

  /** Last of all, when the answer is written: no header of it may be put over the fault's. */
  #distort(fault: Fault, request: EmulatedRequest, reply: FastifyReply, payload: unknown): unknown {
    if (fault.headers !== undefined) void reply.headers(fault.headers);
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
    const body = Buffer.from(payload);
    if (fault.reset === 'mid-body') {
      void reply.header('content-length', body.length);
      return breakingOff(body, request.raw.socket, fault.dripMs);
    }
    if (fault.dripMs === undefined) return payload;
    void reply.header('content-length', body.length);
    return dripping(body, fault.dripMs);
  }
}
