import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';

interface OriginCases {
  publicUrl: string;
  corsOrigins: string;
  cases: [name: string, headers: Record<string, string>, outcome: 'served' | 'refused'][];
}

const FORBIDDEN = [403, 'ORIGIN_NOT_ALLOWED'];

/** The auth server's test reads the same cases: both servers keep one rule. */
const file = createRequire(import.meta.url).resolve('@latch/contracts/cases/origins.json');
const { sets } = JSON.parse(readFileSync(file, 'utf8')) as { sets: OriginCases[] };

describe.each(sets)('A change asked for by a page, at $publicUrl', ({ publicUrl, corsOrigins, cases }) => {
  let stack: FakeStack;
  beforeAll(async () => {
    stack = await startFakeStack({ variables: { PUBLIC_URL: publicUrl, CORS_ORIGINS: corsOrigins } });
  });
  afterAll(() => stack.close());

  const casesOf = (outcome: string) => cases.filter((one) => one[2] === outcome);

  it.each(casesOf('served'))('of %s: is made', async (_name, headers) => {
    const ada = stack.newUser();
    await ada.post(ada.todos, { title: 'x' }).set(headers).expect(201);
  });

  it.each(casesOf('refused'))('of %s: is refused, and nothing is asked or changed', async (_name, headers) => {
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
});

describe('A request of a page', () => {
  let stack: FakeStack;
  beforeAll(async () => {
    stack = await startFakeStack({ variables: { CORS_ORIGINS: 'https://app.example.com' } });
  });
  afterAll(() => stack.close());

  it('that may change nothing: the refusal names it', async () => {
    const ada = stack.newUser();
    const answer = await ada.post(ada.todos, { title: 'x' }).set('origin', 'http://192.168.1.5:3000').expect(403);
    expect(answer.body.detail).toContain('http://192.168.1.5:3000');
  });

  it('that only reads: is answered, but not to the page of a stranger', async () => {
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
