import { isIPv4, isIPv6 } from 'node:net';

const IPV4_IN_IPV6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** What counts as one address: an IPv4 address, or the /64 of an IPv6 one, all of which one person has. */
export function networkOf(address: string): string {
  const ipv4 = IPV4_IN_IPV6.exec(address)?.[1];
  if (ipv4) return ipv4;
  if (!isIPv6(address)) return address;
  const [left = [], right = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}

/** The /24 of an IPv4 address, or the /48 of an IPv6 one: a site may have all networks of it. */
export function siteOf(address: string): string {
  const network = networkOf(address);
  if (isIPv6(address) && network.endsWith('::/64')) return `${network.split(':').slice(0, 3).join(':')}::/48`;
  return isIPv4(network) ? `${network.slice(0, network.lastIndexOf('.'))}.0/24` : network;
}

/** Both of an address. */
export const placesOf = (address: string) => ({ network: networkOf(address), site: siteOf(address) });
