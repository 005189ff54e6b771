import { readQuery } from '../../../../src/emulator/http/packed-query';
import { WixError } from '../../../../src/emulator/http/wix.error';

function pack(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

describe('readQuery', () => {
  it('unpacks .r, whatever stands beside it', () => {
    expect(readQuery({ '.r': pack({ paging: { limit: 1 }, text: 'ü' }), other: '1' })).toEqual({
      paging: { limit: 1 },
      text: 'ü',
    });
  });

  it('nests dotted names', () => {
    const query = { 'paging.limit': '5', 'paging.offset': '1', fieldsets: ['FULL', 'PUBLIC'], plain: 'x' };
    expect(readQuery(query)).toMatchObject({
      paging: { limit: '5', offset: '1' },
      fieldsets: ['FULL', 'PUBLIC'],
      plain: 'x',
    });
  });

  it('lets a nested name win over a plain one', () => {
    expect(readQuery({ paging: 'x', 'paging.limit': '5' })).toMatchObject({ paging: { limit: '5' } });
  });

  it('touches no prototype', () => {
    readQuery({ '__proto__.polluted': '1', 'a.__proto__.polluted': '1', 'constructor.prototype.polluted': '1' });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it.each(['!', '', pack(null), pack([1]), pack('text'), ['e30', 'e30']])('refuses %j', (packed) => {
    expect(() => readQuery({ '.r': packed })).toThrow(WixError);
  });
});
