import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isGuid } from '../sites/guid';
import { withoutBearer } from './access-token';
import { TokenTable } from './token.table';

/** Finds out for the call log which instance a call is about; nothing is decided by it. */
@Injectable()
export class CallerHint {
  constructor(private readonly tokens: TokenTable) {}

  instanceId(request: FastifyRequest): string | undefined {
    const { authorization } = request.headers;
    const caller = authorization === undefined ? undefined : this.tokens.findAccess(withoutBearer(authorization));
    return caller?.instance?.instanceId ?? this.#fromBody(request.body);
  }

  #fromBody(body: unknown): string | undefined {
    if (typeof body !== 'object' || body === null) return undefined;
    for (const [name, value] of Object.entries(body)) {
      if (typeof value !== 'string') continue;
      if ((name === 'instance_id' || name === 'instanceId') && isGuid(value)) return value.toLowerCase();
      if (!name.toLowerCase().endsWith('token')) continue;
      const token = this.tokens.findAccess(withoutBearer(value)) ?? this.tokens.findRefresh(value);
      if (token?.instance !== undefined) return token.instance.instanceId;
    }
    return undefined;
  }
}
