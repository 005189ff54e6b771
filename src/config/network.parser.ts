import { isIP } from 'node:net';
import { IPv4, IPv6 } from 'ipaddr.js';

// Dotted labels of RFC 1123; a last label in digits only would be a broken IPv4 address.
const HOST_NAME = /^(?!.*(^|\.)\d+$)[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/i;

/** What a listener binds to: an IP address without brackets, or a host name. */
export function parseListenHost(text: string): string | undefined {
  return isIP(text) !== 0 || HOST_NAME.test(text) ? text : undefined;
}

/** A CIDR, or an address as the CIDR of it alone. Octal, hexadecimal and shortened IPv4 spellings are refused. */
export function parseCidr(text: string): string | undefined {
  if (IPv4.isValidCIDRFourPartDecimal(text) || IPv6.isValidCIDR(text)) return text;
  if (IPv4.isValidFourPartDecimal(text)) return `${text}/32`;
  return IPv6.isValid(text) ? `${text}/128` : undefined;
}
