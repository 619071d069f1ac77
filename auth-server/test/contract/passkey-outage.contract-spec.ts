import { Authenticator } from '../support/authenticator.js';
import { expectContract } from '../support/contract.js';
import { startCuttableServer } from '../support/cuttable-server.js';
import {
  addPasskey,
  ask,
  CONFIRM,
  REGISTER,
  REGISTRATION_OPTIONS,
  SIGN_IN,
  SIGN_IN_OPTIONS,
} from '../support/passkeys.js';
import type { TcpProxy } from '@latch/test-kit/tcp-proxy';
import { setCookies, type TestServer, Visitor } from '../support/test-server.js';

let proxy: TcpProxy;
let server: TestServer;
let stop: () => Promise<void>;

beforeAll(async () => void ({ proxy, server, stop } = await startCuttableServer()));
afterAll(() => stop());

it('routes of passkeys are 503 while the database does not answer, and use no challenge up', async () => {
  const [ada, phone] = [await Visitor.signedUp(server), new Authenticator()];
  await addPasskey(ada, phone);
  const [toSignIn, toAdd] = [await ask(ada, SIGN_IN_OPTIONS), await ask(ada, REGISTRATION_OPTIONS)];
  const answer = { response: phone.get(toSignIn.options) };
  const newPasskey = { name: 'Key', response: new Authenticator().create(toAdd.options) };
  proxy.turn('refuse');
  for (const [path, body, code, cookie] of [
    [SIGN_IN_OPTIONS, {}, 'STORE_UNAVAILABLE', ''],
    [SIGN_IN, answer, 'STORE_UNAVAILABLE', toSignIn.cookie],
    [CONFIRM, answer, 'SESSION_STORE_UNAVAILABLE', toSignIn.cookie],
    [REGISTRATION_OPTIONS, {}, 'SESSION_STORE_UNAVAILABLE', ada.cookie],
    [REGISTER, newPasskey, 'SESSION_STORE_UNAVAILABLE', toAdd.cookie],
    ['/api/auth/passkeys/rename', { id: 'x', name: 'x' }, 'SESSION_STORE_UNAVAILABLE', ada.cookie],
    ['/api/auth/passkeys/delete', { id: 'x' }, 'SESSION_STORE_UNAVAILABLE', ada.cookie],
    ['/api/auth/set-password', { newPassword: 'staple wrong horse' }, 'SESSION_STORE_UNAVAILABLE', ada.cookie],
  ] as const) {
    const response = await ada.post(path, body, { cookie });
    expect([path, response.status, response.body.error_code]).toEqual([path, 503, code]);
    expect(setCookies(response)).toEqual([]);
    expectContract('post', path, response);
  }
  const list = await ada.get('/api/auth/passkeys');
  expect(list.status).toBe(503);
  expectContract('get', '/api/auth/passkeys', list);

  proxy.turn('pass');
  expect((await ada.post(REGISTER, newPasskey, { cookie: toAdd.cookie })).status).toBe(200);
  expect((await ada.post(SIGN_IN, answer, { cookie: toSignIn.cookie })).status).toBe(200);
});
