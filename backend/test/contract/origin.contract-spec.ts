import { type FakeStack, startFakeStack } from '../support/fake-stack.js';

const FORBIDDEN = [403, 'ORIGIN_NOT_ALLOWED'];

describe('A change asked for by a page', () => {
  let stack: FakeStack;
  beforeAll(async () => {
    stack = await startFakeStack({ variables: { CORS_ORIGINS: 'https://app.example.com' } });
  });
  afterAll(() => stack.close());

  it.each<[string, Record<string, string>]>([
    ['of the public address', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }],
    ['by an older browser', { origin: 'http://localhost:3000' }],
    ['of the same address under another loopback name', { origin: 'http://127.0.0.1:3000' }],
    ['of the same address as IPv6', { origin: 'http://[::1]:3000' }],
    ['of an address on the allow-list', { origin: 'https://app.example.com', 'sec-fetch-site': 'cross-site' }],
    ['of its own origin, whatever that is called', { origin: 'http://nas:8080', 'sec-fetch-site': 'same-origin' }],
    ['by a person, from the address bar', { 'sec-fetch-site': 'none' }],
    ['that is none: a program', {}],
  ])('%s: is made', async (_name, headers) => {
    const ada = stack.newUser();
    await ada.post(ada.todos, { title: 'x' }).set(headers).expect(201);
  });

  it.each<[string, Record<string, string>]>([
    ['of a stranger', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['of a stranger, by an older browser', { origin: 'https://evil.example' }],
    ['of another port', { origin: 'http://localhost:4000', 'sec-fetch-site': 'same-site' }],
    ['of another scheme', { origin: 'https://localhost:3000' }],
    ['of a look-alike', { origin: 'http://localhost:3000.evil.example' }],
    ['in a sandbox', { origin: 'null' }],
    ['in a sandbox of the same site', { origin: 'null', 'sec-fetch-site': 'same-site' }],
    ['without an origin', { 'sec-fetch-site': 'cross-site' }],
    ['that names two', { origin: 'http://localhost:3000, https://evil.example' }],
  ])('%s: is refused, and nothing is asked or changed', async (_name, headers) => {
    const ada = stack.newUser();
    const { id } = await ada.has();
    stack.auth.questions.length = 0;
    for (const request of [
      ada.post(ada.todos, { title: 'x' }),
      ada.patch(`${ada.todos}/${id}`, { title: 'x' }),
      ada.delete(`${ada.todos}/${id}`),
      ada.delete(`${ada.todos}?status=completed`),
      ada.post(`${ada.todos}/${id}/move`, { afterId: null }),
      ada.post(`${ada.todos}/bulk`, { ids: [id], deleted: true }),
    ]) {
      const answer = await request.set(headers);
      expect([answer.status, answer.body.error_code]).toEqual(FORBIDDEN);
      expect(answer.body.detail).toContain('PUBLIC_URL');
    }
    expect(stack.auth.questions).toHaveLength(0);
    expect((await ada.get(ada.todos).expect(200)).body.items).toMatchObject([{ id, version: 1 }]);
  });

  it('names the page that asked', async () => {
    const ada = stack.newUser();
    const answer = await ada.post(ada.todos, { title: 'x' }).set('origin', 'http://192.168.1.5:3000').expect(403);
    expect(answer.body.detail).toContain('http://192.168.1.5:3000');
  });

  it('only reads: is answered, but not to the page of a stranger', async () => {
    const ada = stack.newUser();
    const stranger = await ada.get(ada.todos).set('origin', 'https://evil.example').expect(200);
    expect(stranger.get('access-control-allow-origin')).toBeUndefined();
    const listed = await ada.get(ada.todos).set('origin', 'https://app.example.com').expect(200);
    expect(listed.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(listed.get('access-control-allow-credentials')).toBe('true');
    expect(listed.get('vary')).toContain('Origin');
  });
});

describe('With nothing on the allow-list', () => {
  it('no answer carries a CORS header', async () => {
    const stack = await startFakeStack();
    const ada = stack.newUser();
    const answer = await ada.get(ada.todos).set('origin', 'http://localhost:3000').expect(200);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    await stack.http.options('/api/me').set('origin', 'http://localhost:3000').expect(405);
    await stack.close();
  });
});
