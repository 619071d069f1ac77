import { isIP, isIPv4, isIPv6 } from 'node:net';
import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

/** The one header Better Auth believes about the client's address; only this server sets it. */
export const CLIENT_ADDRESS_HEADER = 'x-latch-client-address';

/**
 * Makes the function that says whose request it is. Only the listed proxies are believed about X-Forwarded-For;
 * with none listed it is the socket's own address, which nobody can forge.
 * @param trustedProxies as `proxy-addr` takes them
 * @returns an IPv4 or IPv6 address without a zone; an IPv4 address is written as one
 */
export function clientAddressFinder(trustedProxies: string[]): (request: IncomingMessage) => string {
  const trusts = proxyAddr.compile(trustedProxies);
  return (request) => {
    const claimed = plain(proxyAddr(request, trusts));
    return isIP(claimed) ? claimed : plain(request.socket.remoteAddress) || '0.0.0.0';
  };
}

const plain = (address = '') => address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');

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

export const placesOf = (address: string) => ({ network: networkOf(address), site: siteOf(address) });

/** What an address tells for certain of where somebody is. */
export type Place = 'this-machine' | 'local-network' | null;

const isLoopback = proxyAddr.compile('loopback');
const isPrivate = proxyAddr.compile(['linklocal', 'uniquelocal']);

export function placeOf(address: string | null): Place {
  if (!address || !isIP(address)) return null;
  if (isLoopback(address, 0)) return 'this-machine';
  return isPrivate(address, 0) ? 'local-network' : null;
}
