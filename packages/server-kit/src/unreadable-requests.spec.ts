import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { answerUnreadableRequests } from './unreadable-requests.js';

const lines: string[] = [];
let server: Server;

beforeAll(async () => {
  const timeouts = { headersTimeout: 100, requestTimeout: 100, connectionsCheckingInterval: 20 };
  server = createServer(timeouts, (_request, response) => void response.end());
  answerUnreadableRequests(server, pino({}, { write: (line) => void lines.push(line) }));
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => void server.close());

async function answerTo(sent: string): Promise<{ status: string; headers: string[]; body: Record<string, unknown> }> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(sent);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  const [status = '', ...headers] = head.split('\r\n');
  return { status, headers, body: JSON.parse(body) as Record<string, unknown> };
}

it.each([
  ['no HTTP', 'secret\r\n\r\n', 'HTTP/1.1 400 Bad Request', 'MALFORMED_REQUEST'],
  [
    'too large headers',
    `GET / HTTP/1.1\r\nx: ${'secret'.repeat(10_000)}\r\n\r\n`,
    'HTTP/1.1 431 Request Header Fields Too Large',
    'HEADERS_TOO_LARGE',
  ],
  ['one that never ends', 'GET /secret HTTP/1.1\r\n', 'HTTP/1.1 408 Request Timeout', 'REQUEST_TIMEOUT'],
])('%s', async (_name, sent, status, code) => {
  lines.length = 0;
  const answer = await answerTo(sent);
  expect([answer.status, answer.body.error_code]).toEqual([status, code]);
  expect(answer.headers).toEqual(
    expect.arrayContaining(['cache-control: no-store', 'connection: close', expect.stringMatching(/^x-request-id: ./)]),
  );
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('secret');
});
