import { Controller, Delete, Get, HttpCode, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { parseInput } from '../http/parse-input';
import { CallLog, type CallRecord } from './call.log';

const query = z.object({ limit: z.coerce.number().int().min(1).optional() });

/** Which Wix calls were made. */
@Controller('_emulator/calls')
export class CallsController {
  constructor(private readonly log: CallLog) {}

  /**
   * Oldest first, the latest 100,000 or `limit`. The header `x-emulator-calls` is how many there were in all since the
   * log was emptied.
   */
  @Get()
  list(@Query() input: unknown, @Res({ passthrough: true }) reply: FastifyReply): readonly CallRecord[] {
    const { limit } = parseInput(query, input);
    void reply.header('x-emulator-calls', this.log.total);
    const calls = this.log.list();
    return limit === undefined ? calls : calls.slice(-limit);
  }

  @Delete()
  @HttpCode(204)
  clear(): void {
    this.log.clear();
  }
}
