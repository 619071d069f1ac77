import { BlockList, isIP } from 'node:net';
import { isAskedByOwnPage, isForwarded, isOwnName } from '../http/forwarded.js';
import { httpErrors } from '../http/http-errors.js';
import type { RouteRequest } from '../http/request.js';
import { unlessOutage } from '../http/unless-outage.js';
import type { Services } from '../services.js';
import { type Route, route } from '../shell/route.js';
import { isSame } from '../typed-codes.js';
import { outboxCode } from '../mail/mail-queue.js';

/** @see contracts/account.yaml */
const CODE_HEADER = 'x-latch-outbox-code';

const thisMachine = new BlockList();
thisMachine.addSubnet('127.0.0.0', 8, 'ipv4');
thisMachine.addAddress('::1', 'ipv6');

/**
 * The mails that were kept because there is no mail server. Their links open accounts, so they are shown to a person who
 * knows the outbox code, which stands on this machine alone: nothing tells some proxies from a browser on this machine.
 * Even with the code they are shown to a browser on this machine alone: not through a proxy that can be told, not to a page
 * elsewhere whose host's name leads here, not to another page in that browser.
 */
export function keptMailsRoutes({ mailQueue, limits, context }: Services): Route[] {
  const code = outboxCode(context.secret);
  return [
    route({
      method: 'GET',
      path: '/api/auth/outbox',
      who: 'anybody',
      async handle(request) {
        const given = request.headers[CODE_HEADER];
        if (mailQueue.mode !== 'outbox' || !isOwnBrowser(request) || given === undefined) throw httpErrors.notFound();
        if (!isSame(String(given), code)) {
          await limits.countWrongCode(request, 'outbox');
          throw httpErrors.notFound();
        }
        const items = await unlessOutage(mailQueue.list(), request.log);
        return { status: 200, body: { items } };
      },
    }),
  ];
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
