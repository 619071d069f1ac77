import { expectContract } from '../support/contract.js';
import { startCuttableServer } from '../support/cuttable-server.js';
import { mailTo, OWN_BROWSER, tokenIn } from '../support/kept-mails.js';
import type { TcpProxy } from '@latch/test-kit/tcp-proxy';
import { type TestServer, Visitor } from '../support/test-server.js';

let proxy: TcpProxy;
let server: TestServer;
let stop: () => Promise<void>;

beforeAll(async () => void ({ proxy, server, stop } = await startCuttableServer({ MAIL_OUTBOX: 'on' })));
afterAll(() => stop());

it('routes of links are 503 while the database does not answer, and use no link up', async () => {
  const ada = new Visitor(server);
  await ada.signUp();
  const token = tokenIn(await mailTo(server, ada.email));
  proxy.turn('refuse');
  const questions = [
    ['verify-email', { token }, 'STORE_UNAVAILABLE'],
    ['reset-password', { token, newPassword: 'entirely other words here' }, 'STORE_UNAVAILABLE'],
    ['request-password-reset', { email: ada.email }, 'STORE_UNAVAILABLE'],
    ['send-verification-email', { email: ada.email }, 'STORE_UNAVAILABLE'],
    ['change-email', { newEmail: new Visitor(server).email }, 'SESSION_STORE_UNAVAILABLE'],
  ] as const;
  const answers = await Promise.all(questions.map(([name, body]) => ada.post(`/api/auth/${name}`, body)));
  for (const [index, [name, , code]] of questions.entries()) {
    const response = answers[index]!;
    expect([name, response.status, response.body.error_code]).toEqual([name, 503, code]);
    expectContract('post', `/api/auth/${name}`, response);
  }
  const kept = await ada.get('/api/auth/outbox', OWN_BROWSER);
  expect(kept.status).toBe(503);
  expectContract('get', '/api/auth/outbox', kept);
  // Who may make an account depends on whether there is one.
  const options = await ada.get('/api/auth/options');
  expect(options.status).toBe(503);
  expectContract('get', '/api/auth/options', options);

  proxy.turn('pass');
  expect((await ada.post('/api/auth/verify-email', { token })).body).toEqual({ outcome: 'verified' });
});
