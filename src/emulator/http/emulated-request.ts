import type { FastifyRequest } from 'fastify';
import type { CallRecord } from '../calls/call.log';
import type { Fault } from '../faults/fault.store';

/** What the hooks leave on a request for a Wix path. */
export interface EmulatedRequest extends FastifyRequest {
  call?: CallRecord;
  fault?: Fault;
}

export function pathOf(request: FastifyRequest): string {
  const url = request.raw.url ?? '/';
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

/** The emulator's own page and control API, and the pages it serves: no fault touches them, no call log shows them. */
export function isControlPath(path: string): boolean {
  return path === '/' || /^\/(_emulator|site|dashboard)(\/|$)/.test(path);
}
