import { expectContract } from '../support/contract.js';
import { answers, FakeServer } from '@latch/test-kit/fake-server';
import { growStale, withoutPassword } from '../support/passkeys.js';
import { PASSWORD, startAuthServer, type TestServer, Visitor } from '../support/test-server.js';

const DELETE = '/api/auth/delete-user';

let backend: FakeServer;
let server: TestServer;
let ada: Visitor;
beforeAll(async () => {
  backend = await new FakeServer(answers(204)).start();
  backend.mood = answers(204);
  server = await startAuthServer({ BACKEND_URL: backend.url });
});
beforeEach(async () => void (ada = await Visitor.signedUp(server)));
afterAll(async () => {
  await server.stop();
  await backend.stop();
});

const isThere = async () => (await ada.get('/api/auth/session')).status === 200;

describe('what asks that it is you', () => {
  it('wants the password of an account that has one, however fresh the session', async () => {
    for (let tries = 0; tries < 11; tries += 1) {
      const response = await ada.post(DELETE, {});
      // A password that is missing is no guess.
      expect([response.status, response.body.fields]).toEqual([422, { password: ['Enter your password.'] }]);
      expectContract('post', DELETE, response);
    }
    expect(await isThere()).toBe(true);
    expect((await ada.post(DELETE, { password: PASSWORD })).status).toBe(200);
  });

  it('takes the password also in an old session', async () => {
    await growStale(ada);
    expect((await ada.post(DELETE, { password: PASSWORD })).status).toBe(200);
  });

  it.each([{}, { password: PASSWORD }])('wants a fresh session of an account without one (%j)', async (body) => {
    await withoutPassword(ada);
    await growStale(ada);
    const response = await ada.post(DELETE, body);
    expect([response.status, response.body.error_code]).toEqual([403, 'FRESH_SESSION_NEEDED']);
    expectContract('post', DELETE, response);
    expect(await isThere()).toBe(true);
  });

  it('wants nothing more of an account without one that signed in just now', async () => {
    await withoutPassword(ada);
    expect((await ada.post(DELETE, {})).status).toBe(200);
    expect(await isThere()).toBe(false);
  });
});
