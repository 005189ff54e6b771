import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';
import { parseInput } from '../http/parse-input';
import { FaultStore, type Fault } from './fault.store';

// Node refuses to send others, RFC 9110 section 5.
const headerName = z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/);
const headerValue = z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/);
const milliseconds = z.number().min(0).max(3_600_000);
const fault = z.strictObject({
  path: z.string().startsWith('/'),
  method: z
    .string()
    .regex(/^[a-z]+$/i)
    .toUpperCase()
    .optional(),
  status: z.number().int().min(200).max(599).optional(),
  latencyMs: milliseconds.optional(),
  dripMs: milliseconds.optional(),
  reset: z.union([z.boolean(), z.literal('mid-body')]).optional(),
  body: z.unknown().optional(),
  headers: z.record(headerName, headerValue).optional(),
  times: z.number().int().min(1).optional(),
});

/** Makes Wix paths slow, wrong or silent. Never the control API. */
@Controller('_emulator/faults')
export class FaultsController {
  constructor(private readonly faults: FaultStore) {}

  @Get()
  list(): readonly Fault[] {
    return this.faults.list();
  }

  /** 201 and the fault as it was understood. */
  @Post()
  add(@Body() body: unknown): Fault {
    const added = parseInput(fault, body);
    this.faults.add(added);
    return added;
  }

  @Delete()
  @HttpCode(204)
  clear(): void {
    this.faults.clear();
  }
}
