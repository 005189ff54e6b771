import { Logger } from '@nestjs/common';
import { createLogger } from '../../../src/observability/logger';
import { NestLogger } from '../../../src/observability/nest-logger.service';
import { LogLines } from './log-lines';

describe('NestLogger', () => {
  let lines: LogLines;

  beforeEach(() => {
    lines = new LogLines();
    Logger.overrideLogger(new NestLogger(createLogger({ logLevel: 'trace' }, false, lines)));
  });

  afterEach(() => {
    Logger.overrideLogger(['log', 'error', 'warn']);
  });

  it.each([
    ['log', 'info'],
    ['warn', 'warn'],
    ['debug', 'debug'],
    ['verbose', 'trace'],
    ['error', 'error'],
    ['fatal', 'fatal'],
  ] as const)('writes %s at level %s with its context', (method, level) => {
    new Logger('Router')[method]('mapped');

    expect(lines.records).toEqual([expect.objectContaining({ level, context: 'Router', msg: 'mapped' })]);
  });

  it('keeps the stack that Nest passes beside an error', () => {
    new Logger('Router').error('failed', 'Error: failed\n    at somewhere');

    expect(lines.records[0]).toMatchObject({
      msg: 'failed',
      context: 'Router',
      details: ['Error: failed\n    at somewhere'],
    });
  });

  it('describes an error and redacts an object', () => {
    const logger = new Logger('Router');
    logger.error(Object.assign(new Error('failed'), { config: { token: 'canary' } }));
    logger.log({ token: 'canary', route: '/v1/identity' });

    expect(lines.records[0]).toMatchObject({ msg: 'failed', err: { type: 'Error', message: 'failed' } });
    expect(lines.records[1]).toMatchObject({ data: { token: '[redacted]', route: '/v1/identity' } });
    expect(lines.text).not.toContain('canary');
  });
});
