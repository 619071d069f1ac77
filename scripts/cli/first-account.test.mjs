import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { firstAccountHint } from './first-account.mjs';

/** What is said where an auth server answers with this. @param {string} body */
async function hint(body) {
  const server = createServer((_request, response) => response.end(body)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    return await firstAccountHint(`http://127.0.0.1:${port}`);
  } finally {
    server.close().closeAllConnections();
  }
}

test('npm start says what to do first, as long as nobody has an account', async () => {
  const options = { signUp: 'open', firstAccount: true };
  assert.match((await hint(JSON.stringify(options))) ?? '', /administrator's: make yours\.$/);
  const coded = await hint(JSON.stringify({ ...options, setupCodeNeeded: true }));
  assert.match(coded ?? '', /set-up code that `npm run doctor` shows\.$/);
  assert.equal(await hint(JSON.stringify({ signUp: 'open' })), undefined);
  assert.equal(await hint('<html>'), undefined);
});
