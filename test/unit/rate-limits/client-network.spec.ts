import { clientNetwork } from '../../../src/rate-limits/client-network';

describe('clientNetwork', () => {
  it('is an IPv4 address itself', () => {
    expect(clientNetwork('192.0.2.1')).toBe('192.0.2.1');
    expect(clientNetwork('192.0.2.1')).not.toBe(clientNetwork('192.0.2.2'));
  });

  it('is the same for an IPv4 address written as IPv6', () => {
    expect(clientNetwork('::ffff:192.0.2.1')).toBe('192.0.2.1');
    expect(clientNetwork('::FFFF:c000:0201')).toBe('192.0.2.1');
  });

  it('is the /64 of an IPv6 address, however it is written', () => {
    expect(clientNetwork('2001:db8:1:2::1')).toBe('2001:db8:1:2::/64');
    expect(clientNetwork('2001:0DB8:0001:0002:ffff:ffff:ffff:ffff')).toBe('2001:db8:1:2::/64');
    expect(clientNetwork('2001:db8:1:3::1')).not.toBe(clientNetwork('2001:db8:1:2::1'));
    expect(clientNetwork('fe80::1%eth0')).toBe(clientNetwork('fe80::2'));
  });

  it.each(['', 'unknown', '192.0.2.1:8080', 'x'.repeat(10_000), '2001:db8::g'])(
    'is one key for what is no address',
    (text) => {
      expect(clientNetwork(text)).toBe('unreadable');
    },
  );
});
