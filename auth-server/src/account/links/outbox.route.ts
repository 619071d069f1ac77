import { BlockList, isIP } from 'node:net';
import { isAskedByOwnPage, isForwarded, isOwnName } from '../../http/forwarded.js';
import { httpErrors } from '../../http/http-errors.js';
import type { Reply, RouteRequest } from '../../http/route.js';
import { unlessOutage } from '../../http/unless-outage.js';
import type { Outbox } from '../../mail/outbox.js';

const thisMachine = new BlockList();
thisMachine.addSubnet('127.0.0.0', 8, 'ipv4');
thisMachine.addAddress('::1', 'ipv6');

/**
 * The mails that were kept because there is no mail server. Their links open accounts, so they are shown to a browser on
 * this machine alone: not through a proxy, which makes everybody look like this machine; not to a page elsewhere whose
 * host's name leads here; not to another page in that browser.
 */
export function listsMails(outbox: Outbox) {
  return async (request: RouteRequest): Promise<Reply> => {
    if (outbox.mode !== 'outbox' || !isOwnBrowser(request)) throw httpErrors.notFound();
    const items = await unlessOutage(outbox.list(), request.log);
    return { status: 200, body: { items } };
  };
}

function isOwnBrowser(request: RouteRequest): boolean {
  const { headers, clientAddress } = request;
  // What passed it on may be nobody this server believes about addresses.
  const addresses = [clientAddress, headers['x-forwarded-for'] ?? clientAddress].map(String);
  return addresses.every(isOwnAddress) && !isForwarded(request) && isOwnName(headers.host) && isAskedByOwnPage(headers);
}

function isOwnAddress(address: string): boolean {
  const ipv4 = address.replace(/^::ffff:/i, '');
  if (!isIP(ipv4)) return false;
  return thisMachine.check(ipv4, ipv4.includes(':') ? 'ipv6' : 'ipv4');
}
