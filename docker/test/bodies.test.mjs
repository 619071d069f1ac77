import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { json } from 'node:stream/consumers';
import { before, test } from 'node:test';
import { ask, inside, signUp, until, url } from './stack.mjs';

/** @type {Awaited<ReturnType<typeof signUp>>} */
let ada;
before(async () => void (ada = await signUp()));

/**
 * A POST in chunks, whose length nobody is told.
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<{ status: number | undefined, answer: any }>}
 */
function postInChunks(path, body) {
  return new Promise((resolve, reject) => {
    const headers = { origin: url, cookie: ada.cookie, 'content-type': 'application/json' };
    const sending = request(url + path, { method: 'POST', headers }, (response) => {
      json(response).then((answer) => resolve({ status: response.statusCode, answer }), reject);
    });
    sending.on('error', reject);
    const bytes = Buffer.from(JSON.stringify(body));
    for (let from = 0; from < bytes.length; from += 1000) sending.write(bytes.subarray(from, from + 1000));
    sending.end();
  });
}

test('a large body arrives as it was sent, in one piece or in chunks, and so does a large answer', async () => {
  const todos = `/api/users/${ada.userId}/todos`;
  // 60 kB, more than is kept in memory of one request.
  const notes = '€'.repeat(20_000);
  const whole = await ask(todos, { method: 'POST', cookie: ada.cookie, body: { title: 'whole', notes } });
  assert.equal(JSON.parse(whole.text).notes, notes);
  const { status, answer } = await postInChunks(todos, { title: 'in chunks', notes });
  assert.deepEqual([status, answer.notes], [201, notes]);
  for (const title of ['third', 'fourth', 'fifth']) await postInChunks(todos, { title, notes });

  const list = await ask(todos, { cookie: ada.cookie });
  assert.ok(list.text.length > 5 * notes.length);
  assert.deepEqual(new Set(JSON.parse(list.text).items.map((/** @type {any} */ todo) => todo.notes)), new Set([notes]));
  const file = JSON.parse((await ask(`/api/users/${ada.userId}/export`, { cookie: ada.cookie })).text);
  assert.equal(JSON.stringify(file).split(notes).length, 6);
});

test('a body that is too large for a server or for the gateway is refused in the one error shape, in chunks too', async () => {
  for (const size of [300_000, 1_200_000]) {
    const { status, answer } = await postInChunks(`/api/users/${ada.userId}/todos`, { title: 'x'.repeat(size) });
    assert.deepEqual([status, answer.error_code], [413, 'PAYLOAD_TOO_LARGE'], `${size} bytes`);
  }
});

/** The ids of nginx's processes, of which one that ran out of memory would be another. */
const workers = async () =>
  (await inside('gateway', `grep -l '[n]ginx: worker' /proc/[0-9]*/cmdline`)).trim().split('\n').toSorted();

test('those who send without end cannot use up the memory of the gateway', async () => {
  assert.match(await inside('gateway', 'cat /etc/nginx/nginx.conf'), /^worker_processes 2;$/m);
  const before = await workers();
  assert.equal(before.length, 2);
  const { port, hostname } = new URL(url);
  const sent = new Set();
  const senders = Array.from({ length: 700 }, () => {
    const socket = connect(Number(port), hostname).on('error', () => {});
    socket.write(`POST /api/me HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 262144\r\n\r\n`);
    // All but the last bytes: who has been refused meanwhile counts too.
    socket.write(Buffer.alloc(262_000), () => sent.add(socket));
    return socket.on('close', () => sent.add(socket));
  });
  try {
    await until(
      async () => sent.size,
      (count) => count >= senders.length,
      120,
    );
    assert.equal((await ask('/')).status, 200);
    assert.equal((await ask('/api/me', { cookie: ada.cookie })).status, 200);
  } finally {
    for (const socket of senders) socket.destroy();
  }
  assert.deepEqual(await workers(), before);
});
