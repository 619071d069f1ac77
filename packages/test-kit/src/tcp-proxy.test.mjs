import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { after, afterEach, before, test } from 'node:test';
import { TcpProxy } from './tcp-proxy.mjs';

/** Answers with what it is told. */
const echo = createServer((socket) => socket.on('error', () => {}).pipe(socket));
before(() => once(echo.listen(0, '127.0.0.1'), 'listening'));
after(() => echo.close());

/** @type {TcpProxy} */
let proxy;
afterEach(() => proxy.close());

/** @param {import('./tcp-proxy.mjs').Wire} [wire] */
async function open(wire) {
  const { port } = /** @type {import('node:net').AddressInfo} */ (echo.address());
  proxy = await TcpProxy.to(`http://127.0.0.1:${port}`, wire);
}

/** A client whose answers are kept, connected by way of the proxy. */
async function client() {
  const { hostname, port } = new URL(proxy.url);
  const socket = connect(Number(port), hostname).on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', () => resolve('closed')));
  let heard = '';
  socket.setEncoding('utf8').on('data', (text) => (heard += text));
  /** @param {string} text */
  const hears = (text) =>
    new Promise((resolve) => {
      const look = () => heard === text && resolve(text);
      socket.on('data', look);
      look();
    });
  await once(socket, 'connect');
  return { socket, closed, hears, heard: () => heard };
}

test('passes everything on, and a URL leads through it whatever else it names', async () => {
  await open();
  const { socket, hears } = await client();
  socket.write('hello');
  await hears('hello');
  const { port } = new URL(proxy.url);
  assert.equal(
    proxy.through('postgres://ada:x@db.example.com:5432/todos?host=%2Frun'),
    `postgres://ada:x@127.0.0.1:${port}/todos`,
  );
});

test('delivers late what it held back while it hung', async () => {
  await open();
  const [one, other] = [await client(), await client()];
  one.socket.write('before');
  await one.hears('before');
  proxy.turn('hang');
  one.socket.write(' and after');
  other.socket.write('later');
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([one.heard(), other.heard()], ['before', '']);
  proxy.turn('pass');
  await Promise.all([one.hears('before and after'), other.hears('later')]);
});

test('stalls the connections there are, and no later one', async () => {
  await open();
  const stalled = await client();
  stalled.socket.write('a');
  await stalled.hears('a');
  proxy.stall();
  stalled.socket.write('b');
  const { socket, hears } = await client();
  socket.write('c');
  await hears('c');
  assert.equal(stalled.heard(), 'a');
  proxy.turn('pass');
  await stalled.hears('ab');
});

test('refuses by ending every connection, and the next ones too', async () => {
  await open();
  const { socket, closed, hears } = await client();
  socket.write('a');
  await hears('a');
  proxy.turn('refuse');
  assert.equal(await closed, 'closed');
  const { hostname, port } = new URL(proxy.url);
  const refused = connect(Number(port), hostname).on('error', () => {});
  await new Promise((resolve) => refused.once('close', resolve));
  proxy.turn('pass');
  const again = await client();
  again.socket.write('b');
  await again.hears('b');
  proxy.cut();
  assert.equal(await again.closed, 'closed');
});

test('passes on all of an answer but its end', async () => {
  await open();
  const { socket, closed, heard } = await client();
  proxy.turn('half');
  socket.write('0123456789abcdefghij');
  await closed;
  assert.equal(heard(), '0123456789');
});

test('changes or leaves out what is said, either way', async () => {
  let leftOut = () => {};
  const wasLeftOut = new Promise((resolve) => (leftOut = () => resolve(undefined)));
  await open({
    asked: (chunk) => {
      if (!chunk.includes('secret')) return chunk;
      leftOut();
      return undefined;
    },
    answered: (chunk) => Buffer.from(chunk.toString().toUpperCase()),
  });
  const { socket, hears } = await client();
  socket.write('secret');
  await wasLeftOut;
  socket.write('open');
  await hears('OPEN');
});
