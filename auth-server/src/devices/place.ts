import { isIP } from 'node:net';
import proxyAddr from 'proxy-addr';

/** What an address tells for certain of where somebody is. */
export type Place = 'this-machine' | 'local-network' | null;

const isLoopback = proxyAddr.compile('loopback');
const isPrivate = proxyAddr.compile(['linklocal', 'uniquelocal']);

/** @param address IPv4 or IPv6; anything else is nowhere */
export function placeOf(address: string | null): Place {
  if (!address || !isIP(address)) return null;
  if (isLoopback(address, 0)) return 'this-machine';
  return isPrivate(address, 0) ? 'local-network' : null;
}
