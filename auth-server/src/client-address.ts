import { isIP } from 'node:net';
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
