import { BlockList } from 'node:net';
import { refusals } from '../../http/refusals.js';
import type { Reply, RouteRequest } from '../../http/route.js';
import type { Outbox } from '../../mail/outbox.js';
import { isLoopback } from '../../origins.js';

const thisMachine = new BlockList();
thisMachine.addSubnet('127.0.0.0', 8, 'ipv4');
thisMachine.addAddress('::1', 'ipv6');

/**
 * The mails that were kept because there is no mail server. Their links open accounts, so only this machine may ask, and by
 * one of its own names: a page elsewhere whose host's name leads to this machine must not read them.
 */
export function listsMails(outbox: Outbox) {
  return async ({ headers, clientAddress, log }: RouteRequest): Promise<Reply> => {
    if (outbox.mode !== 'outbox' || !isOwnAddress(clientAddress) || !isOwnName(headers.host)) throw refusals.notFound();
    const items = await outbox.list().catch((err: unknown) => {
      log.error({ err }, 'the kept mails could not be read');
      throw refusals.storeUnavailable();
    });
    return { status: 200, body: { items } };
  };
}

function isOwnAddress(address: string): boolean {
  const ipv4 = address.replace(/^::ffff:/i, '');
  return thisMachine.check(ipv4, ipv4.includes(':') ? 'ipv6' : 'ipv4');
}

function isOwnName(host = ''): boolean {
  return URL.canParse(`http://${host}`) && isLoopback(`http://${host}`);
}
