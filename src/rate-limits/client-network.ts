import ipaddr from 'ipaddr.js';

/** All that is no address shares one key, so that spelling it in new ways gains nothing. */
const UNREADABLE = 'unreadable';

/**
 * The key under which a client address is limited: an IPv4 address as it is, also where it is written as IPv6
 * (`::ffff:192.0.2.1`), and an IPv6 address by its /64, since that is what one customer gets at least (RFC 6177 §2) and
 * may take any number of addresses from.
 */
export function clientNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return UNREADABLE;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
