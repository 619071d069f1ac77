import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

/**
 * Makes the function that says whose request it is. Only the listed proxies are believed about X-Forwarded-For;
 * with none listed it is the socket's own address, which nobody can forge.
 * @param trustedProxies as `proxy-addr` takes them
 * @returns an IPv4 or IPv6 address without a zone
 */
export function clientAddressFinder(trustedProxies: string[]): (request: IncomingMessage) => string {
  const trusts = proxyAddr.compile(trustedProxies);
  return (request) => {
    const claimed = withoutZone(proxyAddr(request, trusts));
    return isIP(claimed) ? claimed : withoutZone(request.socket.remoteAddress) || '0.0.0.0';
  };
}

const withoutZone = (address = '') => address.replace(/%.*$/, '');
