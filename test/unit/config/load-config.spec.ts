import { loadConfig } from '../../../src/config/load-config';
import { REQUIRED } from './environment.fixture';

class Exit extends Error {
  constructor(readonly code: string | number | null | undefined) {
    super('process.exit');
  }
}

describe('loadConfig', () => {
  const environment = process.env;
  let stderr: string;

  beforeEach(() => {
    stderr = '';
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
      stderr += String(text);
      return true;
    });
    jest.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Exit(code);
    });
  });

  afterEach(() => {
    process.env = environment;
    jest.restoreAllMocks();
  });

  it('reads the environment of the process, in silence', () => {
    process.env = { ...REQUIRED, PORT: '4321', PATH: '/bin' };
    expect(loadConfig().listen.port).toBe(4321);
    expect(stderr).toBe('');
  });

  it('writes a warning as one line and goes on', () => {
    process.env = { ...REQUIRED, REDIS_ULR: 'redis://:hush@redis' };
    expect(loadConfig().redisUrl).toBeUndefined();
    expect(stderr).toBe('REDIS_ULR: not read; did you mean REDIS_URL?\n');
  });

  it('writes one line for each mistake, no secret, and exits with 78', () => {
    process.env = { ...REQUIRED, PORT: 'x', DATABASE_URL: 'hush' };
    expect(() => loadConfig()).toThrow(expect.objectContaining({ code: 78 }));
    expect(stderr).toBe(
      'PORT: expected an integer from 0 to 65535\n' + 'DATABASE_URL: expected a postgres:// or postgresql:// URL\n',
    );
  });

  it('does not take another error for a mistake', () => {
    process.env = new Proxy(environment, {
      ownKeys: () => {
        throw new TypeError('broken');
      },
    });
    expect(() => loadConfig()).toThrow(TypeError);
    expect(stderr).toBe('');
  });
});
