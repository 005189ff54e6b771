import { runRegistered } from './registered-program';

jest.setTimeout(30_000);

function start(environment: NodeJS.ProcessEnv) {
  return runRegistered(['print-connection.mjs'], environment);
}

describe('a program under register', () => {
  it.each([
    ['http://127.0.0.1:4100', { host: '127.0.0.1', port: 4100 }],
    ['http://127.0.0.1:4100/', { host: '127.0.0.1', port: 4100 }],
    ['http://127.8.9.10:4100', { host: '127.8.9.10', port: 4100 }],
    ['HTTP://LocalHost:4200', { host: 'localhost', port: 4200 }],
    ['http://[::1]:4100', { host: '::1', port: 4100 }],
    ['http://localhost', { host: 'localhost', port: 80 }],
  ])('reaches the emulator at %s', async (url, address) => {
    const { code, stdout } = await start({ WIX_EMULATOR_URL: url });

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(address);
  });

  it('reaches the emulator on its own default port when no URL is given', async () => {
    const { stdout } = await start({});

    expect(JSON.parse(stdout)).toEqual({ host: '127.0.0.1', port: 4100 });
  });

  it('starts in an environment other than production', async () => {
    expect(await start({ NODE_ENV: 'test' })).toMatchObject({ code: 0 });
  });

  it('does not start in production, and says why', async () => {
    const { code, stdout, stderr } = await start({ NODE_ENV: 'production', WIX_EMULATOR_URL: 'http://127.0.0.1:4100' });

    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('liftgate/register: NODE_ENV is production');
    expect(stderr).not.toContain('    at ');
  });

  it.each([
    'http://10.0.0.1:4100',
    'http://0.0.0.0:4100',
    'http://[::]:4100',
    'http://[::ffff:127.0.0.1]:4100',
    'http://emulator.example:4100',
    'https://www.wixapis.com',
    'http://127.0.0.1.example.com:4100',
    'http://localhost.example.com:4100',
    'http://notlocalhost:4100',
    'http://127.0.0.1@10.0.0.1:4100',
    'http://user:hunter2@127.0.0.1:4100',
    'http://127.0.0.1:4100/wix',
    'http://127.0.0.1:4100/?wix',
    'http://127.0.0.1:4100/#wix',
    'http://127.0.0.1:123456',
    'ftp://127.0.0.1:4100',
    'localhost:4100',
    '127.0.0.1:4100',
    'not a url',
    '',
  ])('does not start when WIX_EMULATOR_URL is %j, and says what it must be', async (url) => {
    const { code, stdout, stderr } = await start({ WIX_EMULATOR_URL: url });

    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('WIX_EMULATOR_URL must be the http or https origin of a loopback host');
    expect(stderr).not.toContain('hunter2');
  });
});
