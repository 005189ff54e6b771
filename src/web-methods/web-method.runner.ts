import { CodedError } from '../errors/coded.error';
import { MalformedCallError, WebMethodDeadlineError } from './web-method.error';
import type { WebMethod } from './web-method';

/** Runs web methods: arguments checked, and not for ever. */
export class WebMethodRunner {
  constructor(private readonly deadlineMs: number) {}

  /**
   * @param values the arguments, as they came
   * @throws MalformedCallError when they are no array; CodedError `validation_failed` when they do not fit the schema;
   *   WebMethodDeadlineError; and whatever the function throws
   */
  async run(method: WebMethod, values: unknown): Promise<unknown> {
    if (!Array.isArray(values)) throw new MalformedCallError();
    const fitting = checked(method, values);
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new WebMethodDeadlineError(method.name, this.deadlineMs));
      }, this.deadlineMs);
    });
    try {
      return await Promise.race([method.run(...fitting), deadline]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function checked({ schema }: WebMethod, values: unknown[]): unknown[] {
  if (schema === undefined) return values;
  const { data, error } = schema.safeParse(values);
  if (data !== undefined) return data;
  const violations = error.issues.slice(0, 32).map(({ path, message }) => ({
    pointer: path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: message,
  }));
  throw new CodedError('validation_failed', 'The arguments do not fit the web method.', { violations });
}
