import { type ArgumentMetadata, Injectable, type ValidationError, ValidationPipe } from '@nestjs/common';
import { CodedError, type Violation } from '../errors/coded.error';
import { findInheritedNames } from './inherited-name.rule';
import { appendToPointer } from './json-pointer';
import { findUnexpectedLists } from './single-value.rule';

/** A body of ten thousand unknown fields shall not be answered with ten thousand complaints. */
const MAX_VIOLATIONS = 32;

/**
 * Validates against the DTO's class and refuses what the class does not declare. Throws `validation_failed` with one JSON
 * Pointer (RFC 6901) per violation; the value itself is never repeated. Nothing is converted silently.
 */
@Injectable()
export class DtoValidationPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      stopAtFirstError: true,
      validationError: { target: false, value: false },
      exceptionFactory: (errors) => refusal(errors.flatMap((error) => violationsOf(error))),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.metatype && this.toValidate(metadata) && value !== undefined) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw refusal([{ pointer: '', detail: 'must be an object' }]);
      }
      const type = metadata.metatype.prototype as object;
      const violations = [...findUnexpectedLists(value, type), ...findInheritedNames(value, type)];
      if (violations.length > 0) throw refusal(violations);
    }
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

function refusal(violations: readonly Violation[]): CodedError {
  return new CodedError('validation_failed', 'The request has fields that are not valid; see errors.', {
    violations: violations.slice(0, MAX_VIOLATIONS),
  });
}

function violationsOf(error: ValidationError, parent = ''): Violation[] {
  const pointer = appendToPointer(parent, error.property);
  const own = Object.entries(error.constraints ?? {}).map(([rule, detail]) => ({
    pointer,
    detail: rule === 'whitelistValidation' ? 'is not a known field' : detail,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => violationsOf(child, pointer))];
}
