/** What a server takes of its event loop, so that nobody who sends a lot holds up others. */
import { IncomingMessage } from 'node:http';
import { connect } from 'node:net';

/** Of a processor that does `standardWork` in `STANDARD_MS`; the same work takes longer where others share its caches. */
const LONGEST_HOLD_MS = 50;
const STANDARD_MS = 10;
const STANDARD_TEXT = JSON.stringify(
  Array.from({ length: 2_000 }, (_, n) => ({ id: `todo ${n}`, title: 'Water the ferns', done: n % 2 === 0 })),
);
/** Of several tries the shortest counts: the collector of memory may run in one. */
const TRIES = 5;

/**
 * The longest that the event loop was held while something was asked, in milliseconds of a standard processor: the shortest of
 * several tries. On a busy machine a turn of the loop may wait for the processor; that is no work of ours.
 * @param {() => PromiseLike<unknown>} ask
 * @returns {Promise<string>} `briefly` where it is short enough, else how long
 */
export async function holdOf(ask) {
  /** @type {number[]} */
  const holds = [];
  for (let n = 0; n < TRIES && !holds.some((hold) => hold < LONGEST_HOLD_MS); n++) holds.push(await longestTurn(ask));
  const hold = Math.min(...holds);
  return hold < LONGEST_HOLD_MS ? 'briefly' : `${hold} ms`;
}

/** @param {() => PromiseLike<unknown>} ask */
async function longestTurn(ask) {
  let longest = 0;
  let before = process.cpuUsage();
  const look = () => {
    const { user, system } = process.cpuUsage(before);
    longest = Math.max(longest, user + system);
    before = process.cpuUsage();
    turn = setImmediate(look);
  };
  let turn = setImmediate(look);
  await ask();
  // What came last is seen by the turn after it.
  await new Promise((resolve) => setTimeout(resolve, 2));
  clearImmediate(turn);
  return longest / 1_000 / Math.max(1, standardWork() / STANDARD_MS);
}

/** How long work that is always the same takes now, in milliseconds of the processor. */
function standardWork() {
  const before = process.cpuUsage();
  for (let n = 0; n < 20; n++) JSON.parse(STANDARD_TEXT);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/**
 * As many pieces as a body of that many bytes has room for.
 * @param {number} limit
 * @param {string} head
 * @param {(n: number) => string} piece
 * @param {string} tail
 */
export function filledTo(limit, head, piece, tail, separator = ',') {
  const pieces = [];
  let room = limit - head.length - tail.length;
  for (let n = 0; ; n++) {
    const next = (n === 0 ? '' : separator) + piece(n);
    room -= Buffer.byteLength(next);
    if (room < 0) return `${head}${pieces.join('')}${tail}`;
    pieces.push(next);
  }
}

/** As many fields of an object in JSON. @param {number} count */
export const someFields = (count) => Array.from({ length: count }, (_, n) => `"f${n}":${n}`).join(',');

const MOST_CHUNKS = 250_000;
const BYTES = Buffer.from('1\r\n \r\n'.repeat(MOST_CHUNKS));

/**
 * Sends a request whose body comes in as many chunks of one byte.
 * @param {{ port: number, request: string, cookie: string }} to such as `POST /`
 * @param {number} [count] of chunks
 * @param {string} [tail] an empty one leaves the body without an end
 * @returns {Promise<string>} the first line of the answer; empty without one
 */
export async function sendInBytes({ port, request, cookie }, count = MOST_CHUNKS, tail = '0\r\n\r\n') {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString())).on('error', () => {});
  socket.write(`${request} HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\n`);
  socket.write('Transfer-Encoding: chunked\r\n\r\n');
  socket.write(BYTES.subarray(0, 6 * count));
  socket.write(tail);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await (tail === '' ? closed : Promise.race([closed, new Promise((resolve) => socket.once('data', resolve))]));
  socket.destroy();
  return answer.split('\r\n', 1)[0] ?? '';
}

/** A few reads from the connection, of 64 KB each: a turn of the event loop takes one. */
export const MOST_TAKEN = 50_000;

/**
 * How many chunks of bodies the server took while something was asked: their number is what costs, however fast the machine is.
 * @param {() => Promise<unknown>} ask
 */
export async function countChunks(ask) {
  const { prototype } = IncomingMessage;
  const push = Reflect.get(prototype, 'push');
  let chunks = 0;
  prototype.push = function counted(chunk, encoding) {
    if (chunk !== null) chunks += 1;
    return push.call(this, chunk, encoding);
  };
  await ask().finally(() => Reflect.deleteProperty(prototype, 'push'));
  return chunks;
}
