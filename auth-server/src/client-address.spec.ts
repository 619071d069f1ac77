import type { IncomingMessage } from 'node:http';
import { clientAddressFinder } from './client-address.js';

const from = (remoteAddress: string | undefined, forwardedFor?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwardedFor } }) as unknown as IncomingMessage;

it.each([
  ['the socket’s own, when nobody is trusted', [], from('127.0.0.1', '1.2.3.4'), '127.0.0.1'],
  ['what a trusted proxy saw', ['loopback'], from('127.0.0.1', '1.2.3.4'), '1.2.3.4'],
  ['not what was forged in front of it', ['loopback'], from('127.0.0.1', '6.6.6.6, 1.2.3.4'), '1.2.3.4'],
  [
    'the first that is not trusted, from the right',
    ['loopback', '10.0.0.0/8'],
    from('::1', '1.2.3.4, 10.1.1.1'),
    '1.2.3.4',
  ],
  ['the socket’s own, when it is not the trusted proxy', ['10.0.0.1'], from('9.9.9.9', '1.2.3.4'), '9.9.9.9'],
  ['IPv6', ['loopback'], from('::1', '2001:db8::1'), '2001:db8::1'],
  ['IPv6 without its zone', [], from('fe80::1%eth0'), 'fe80::1'],
  ['IPv4 as such on a socket for both', [], from('::ffff:192.0.2.7'), '192.0.2.7'],
  ['the proxy’s, when it says what is no address', ['loopback'], from('127.0.0.1', 'unknown'), '127.0.0.1'],
  ['none, when the socket is gone', [], from(undefined), '0.0.0.0'],
])('is %s', (_, trusted, request, expected) => {
  expect(clientAddressFinder(trusted)(request)).toBe(expected);
});
