import { ApiExtension } from '@nestjs/swagger';
import type { ErrorCode } from '../errors/error-code';
import { PROBLEM_CODES_EXTENSION } from './route-access.extension';

/** Documents the problems that a route can answer with beyond those that its access word implies. */
export function Problems(...codes: readonly ErrorCode[]): MethodDecorator {
  return ApiExtension(PROBLEM_CODES_EXTENSION, codes);
}
