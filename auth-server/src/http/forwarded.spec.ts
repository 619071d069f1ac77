import { forwardedOrigin, isAskedByOwnPage, isForwarded, isOwnName } from './forwarded.js';

const BROWSER = {
  host: 'localhost:3000',
  connection: 'keep-alive',
  'cache-control': 'no-cache',
  'user-agent': 'Mozilla/5.0',
  accept: '*/*',
  'accept-encoding': 'gzip, br, zstd',
  'accept-language': 'en',
  cookie: 'a=b',
  dnt: '1',
  priority: 'u=1, i',
  referer: 'http://localhost:3000/outbox',
  'sec-ch-ua': '"Chromium";v="142"',
  'sec-fetch-dest': 'empty',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'same-origin',
  'sec-gpc': '1',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  'upgrade-insecure-requests': '1',
  'x-request-id': 'one',
};
/** What the gateway adds to it. */
const PASSED_ON = { ...BROWSER, 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' };

it.each([
  ['a browser', BROWSER],
  ['a browser by way of the gateway', PASSED_ON],
  [
    'a browser by way of the development server',
    { ...PASSED_ON, 'x-forwarded-host': 'localhost:3000', 'x-forwarded-port': '3000' },
  ],
])('takes %s for no proxy', (_, headers) => {
  expect(isForwarded({ headers, httpVersion: '1.1' })).toBe(false);
  expect(isForwarded({ headers, httpVersion: '1.0' })).toBe(true);
});

it.each([
  ['x-latch-forwarded', 'unknown'],
  ['x-forwarded-for', '127.0.0.1, 127.0.0.1'],
  ['x-forwarded-proto', 'https, http'],
  ['x-forwarded-host', 'todo.example.com'],
  ['x-forwarded-host', 'localhost.example.com'],
  ['x-forwarded-server', 'proxy'],
  ['x-forwarded-ssl', 'on'],
  ['x-forwarded-prefix', '/todo'],
  ['x-forwarded', 'for=1.2.3.4'],
  ['forwarded', 'for=127.0.0.1'],
  ['forwarded-for', '127.0.0.1'],
  ['via', '1.1 proxy'],
  ['x-real-ip', '127.0.0.1'],
  ['client-ip', '127.0.0.1'],
  ['x-client-ip', '127.0.0.1'],
  ['x-cluster-client-ip', '127.0.0.1'],
  ['true-client-ip', '127.0.0.1'],
  ['x-original-forwarded-for', '127.0.0.1'],
  ['x-remote-addr', '127.0.0.1'],
  ['cf-connecting-ip', '127.0.0.1'],
  ['cf-ray', '1'],
  ['cdn-loop', 'cloudflare'],
  ['fastly-client-ip', '127.0.0.1'],
  ['fly-client-ip', '127.0.0.1'],
  ['x-envoy-external-address', '127.0.0.1'],
  ['x-amzn-trace-id', 'Root=1'],
  ['x-amz-cf-id', '1'],
  ['x-azure-clientip', '127.0.0.1'],
  ['tailscale-user-login', 'ada@example.com'],
  ['proxy-connection', 'keep-alive'],
])('sees a proxy by %s: %s', (name, value) => {
  for (const headers of [BROWSER, PASSED_ON])
    expect(isForwarded({ headers: { ...headers, [name]: value }, httpVersion: '1.1' })).toBe(true);
});

it.each([
  ['x-forwarded-for', '127.0.0.1'],
  ['x-forwarded-proto', 'http'],
  ['x-forwarded-proto', 'https'],
  ['x-forwarded-host', 'localhost:3000'],
  ['x-forwarded-port', '3000'],
])('sees a proxy by %s alone, which the gateway never sends', (name, value) => {
  expect(isForwarded({ headers: { ...BROWSER, [name]: value }, httpVersion: '1.1' })).toBe(true);
});

it.each([
  [{ 'x-latch-forwarded': 'https://Todo.example.com' }, 'https://todo.example.com'],
  [{ 'x-latch-forwarded': 'http://todo.example.com:8080' }, 'http://todo.example.com:8080'],
  [{ 'x-forwarded-host': 'todo.example.com' }, 'https://todo.example.com'],
  [{ 'x-latch-forwarded': 'https://todo.example.com, inner.example' }, 'https://todo.example.com'],
  [{ 'x-latch-forwarded': 'unknown' }, undefined],
  [{ 'x-latch-forwarded': 'https://127.0.0.1:3000' }, undefined],
  [{ 'x-latch-forwarded': 'https://todo.example.com:99999' }, undefined],
  [{ 'x-latch-forwarded': 'https://todo.example.com/\nBETTER_AUTH_SECRET=x' }, undefined],
  [{ 'x-latch-forwarded': 'https://user@todo.example.com' }, undefined],
  [{ via: '1.1 proxy' }, undefined],
])('learns from %j that people open %s', (headers, origin) => {
  expect(forwardedOrigin(headers)).toBe(origin);
});

it.each(['localhost', 'localhost:3000', 'LOCALHOST', '127.0.0.1', '127.0.0.1:80', '[::1]', '[::1]:3000'])(
  'knows %s as its own name',
  (host) => expect(isOwnName(host)).toBe(true),
);

it.each([
  undefined,
  '',
  'todo.example.com',
  'localhost.',
  'localhost.example.com',
  'user@localhost',
  'evil.example@127.0.0.1:3000',
  '127.0.0.1:3000@evil.example',
  '127.1',
  '127.0.0.2',
  '2130706433',
  '0x7f.1',
  '0.0.0.0',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[0:0:0:0:0:0:0:1]',
  'localhost:',
  'localhost:3000, evil.example',
  'localhost#',
])('does not take %s for its own name', (host) => {
  expect(isOwnName(host)).toBe(false);
});

it.each([
  [{ host: 'localhost:3000', 'sec-fetch-site': 'same-origin' }, true],
  [{ host: 'localhost:3000', 'sec-fetch-site': 'none' }, true],
  [{ host: 'localhost:3000', 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' }, true],
  [{ host: 'localhost:3000', 'sec-fetch-site': 'same-origin', origin: 'http://localhost:4000' }, false],
  [{ host: 'localhost:3000', 'sec-fetch-site': 'same-origin', origin: 'null' }, false],
  [{ host: 'localhost:3000', 'sec-fetch-site': 'same-site' }, false],
  [{ host: 'localhost:3000', 'sec-fetch-site': 'cross-site' }, false],
  [{ host: 'localhost:3000' }, false],
])('says of %j whether its own page asks: %s', (headers, own) => {
  expect(isAskedByOwnPage(headers)).toBe(own);
});
