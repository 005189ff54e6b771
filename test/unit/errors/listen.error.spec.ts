import { ListenError } from '../../../src/errors/listen.error';
import { StartError } from '../../../src/errors/start.error';

const at = { host: '127.0.0.1', port: 80 };

describe('ListenError', () => {
  it.each([
    ['EADDRINUSE', 'the port is taken'],
    ['EACCES', 'this user may not'],
    ['EADDRNOTAVAIL', 'it cannot be opened (EADDRNOTAVAIL)'],
  ])('says of %s what it means, and which settings to change', (code, reason) => {
    const error = new ListenError('The gateway', at, '', Object.assign(new Error('listen'), { code }));
    expect(error).toBeInstanceOf(StartError);
    expect(error.message).toBe(
      `The gateway cannot use 127.0.0.1:80: ${reason}. Set HOST and PORT to an address of this machine and a free port.`,
    );
  });
});
