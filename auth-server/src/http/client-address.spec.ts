import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { clientAddressFinder, networkOf, siteOf, placeOf } from './client-address.js';

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

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
])('%s is of %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

it.each([
  ['192.0.2.7', '192.0.2.0/24'],
  ['::ffff:192.0.2.7', '192.0.2.0/24'],
  ['2001:DB8:1:2::1', '2001:db8:1::/48'],
  ['2001:db8:1:3::1', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8:0::/48'],
  ['::1', '0:0:0::/48'],
])('%s is of the site %s', (address, site) => {
  expect(siteOf(address)).toBe(site);
});

it.each([
  ['127.0.0.1', 'this-machine'],
  ['127.8.8.8', 'this-machine'],
  ['::1', 'this-machine'],
  ['::ffff:127.0.0.1', 'this-machine'],
  ['10.1.2.3', 'local-network'],
  ['172.16.0.1', 'local-network'],
  ['172.31.255.255', 'local-network'],
  ['192.168.1.20', 'local-network'],
  ['169.254.10.10', 'local-network'],
  ['fd12:3456::1', 'local-network'],
  ['fe80::1', 'local-network'],
  ['172.32.0.1', null],
  ['192.0.2.7', null],
  ['2001:db8::1', null],
  ['', null],
  [null, null],
  ['unknown', null],
])('%s is at %s', (address, place) => expect(placeOf(address)).toBe(place));

/** What counts as a list of proxies when the settings are read, and so must be one here. */
const { trustedProxies } = JSON.parse(
  readFileSync(new URL('../../../scripts/settings/settings-cases.json', import.meta.url), 'utf8'),
) as { trustedProxies: { read: string[]; refused: string[] } };
const findsClientsBehind = (proxies: string) => () => clientAddressFinder(proxies.split(/[\s,]+/));

it.each(trustedProxies.read)('takes the proxies %s', (proxies) => {
  expect(findsClientsBehind(proxies)).not.toThrow();
});

it.each(trustedProxies.refused)('would not take the proxies %s', (proxies) => {
  expect(findsClientsBehind(proxies)).toThrow();
});
