import { CONFIRM_DELETION, moods, validSession } from '@latch/test-kit/fake-auth-server';
import { answers, type Mood } from '@latch/test-kit/fake-server';
import { type FakeStack, startFakeStack } from '../support/fake-stack.js';
import { cookieOf } from '../support/session-cookie.js';

const INVALID = [401, 'INVALID_SESSION'];
const UNAVAILABLE = [503, 'AUTH_SERVER_UNAVAILABLE'];
const FAILED = [500, 'SESSION_CHECK_FAILED'];

/** Every mood, and what it amounts to. */
const expected = {
  invalid: INVALID,
  expired: INVALID,
  tooManyRequests: UNAVAILABLE,
  failing: UNAVAILABLE,
  storeUnavailable: UNAVAILABLE,
  badGateway: UNAVAILABLE,
  hanging: UNAVAILABLE,
  dripping: UNAVAILABLE,
  resetting: UNAVAILABLE,
  resettingMidAnswer: UNAVAILABLE,
  unauthorizedWithoutCode: FAILED,
  unauthorizedAsHtml: FAILED,
  forbidden: FAILED,
  notConfirmed: FAILED,
  notFound: FAILED,
  redirecting: FAILED,
  html: FAILED,
  jsonAsHtml: FAILED,
  truncated: FAILED,
  empty: FAILED,
  null: FAILED,
  list: FAILED,
  text: FAILED,
  withoutUser: FAILED,
  withoutSession: FAILED,
  nullUser: FAILED,
  numericId: FAILED,
  emptyId: FAILED,
  badExpiry: FAILED,
  listOfUsers: FAILED,
  oversized: FAILED,
  notHttp: FAILED,
} satisfies Record<keyof typeof moods, unknown>;

describe('A session check', () => {
  let stack: FakeStack;
  const me = (cookie = cookieOf('anything')) => stack.http.get('/api/me').set('cookie', cookie);

  beforeAll(async () => {
    stack = await startFakeStack({ variables: { AUTH_SERVER_TIMEOUT_MS: '4000' } });
  });
  beforeEach(() => {
    stack.auth.questions.length = 0;
    stack.auth.mood = answers(200, validSession('u1'));
  });
  afterAll(() => stack.close());

  it.each(Object.entries(expected))('when the auth server is %s: %s', async (mood, [status, code]) => {
    stack.auth.mood = moods[mood as keyof typeof moods];
    const answer = await me();
    expect([answer.status, answer.body.error_code]).toEqual([status, code]);
    expect(answer.get('retry-after')).toBe(status === 503 ? '2' : undefined);
    expect(stack.auth.questions).toHaveLength(1);
  });

  it('gives the user of a valid session', async () => {
    const answer = await me().expect(200);
    expect(answer.body).toEqual({ userId: 'u1', email: 'u1@example.com', name: 'Ada' });
    expect(answer.get('cache-control')).toBe('no-store');
    expect(answer.get('set-cookie')).toBeUndefined();
  });

  it('takes a user without a name', async () => {
    stack.auth.mood = answers(200, { ...validSession('u1'), user: { id: 'u1', email: 'ada@example.com' } });
    expect((await me().expect(200)).body).toEqual({ userId: 'u1', email: 'ada@example.com', name: null });
  });

  it('is one question, with the session cookie as it came and nothing else of the request', async () => {
    const pair = 'better-auth.session_token=a%2Bb.c%3D%3D"=\\x';
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await me(`theme=dark; ${pair}; better-auth.session_data=abc; __Host-better-auth.session_token=other`)
      .set({ authorization: 'Bearer abc', 'x-request-id': 'req-1', traceparent, 'x-forwarded-for': '10.0.0.1' })
      .set({ origin: 'http://localhost:3000', 'user-agent': 'someone' })
      .expect(200);
    expect(stack.auth.questions).toHaveLength(1);
    const { method, url, headers } = stack.auth.questions[0]!;
    expect([method, url]).toEqual(['GET', '/api/auth/session']);
    const { host: _host, connection: _connection, 'user-agent': agent, 'accept-encoding': encoding, ...sent } = headers;
    expect(sent).toEqual({ accept: 'application/json', cookie: pair, 'x-request-id': 'req-1', traceparent });
    expect([agent, encoding]).toEqual(['latch-backend', 'identity']);
  });

  it('leaves out a traceparent that is none', async () => {
    await me().set('traceparent', 'nonsense').expect(200);
    expect(stack.auth.questions[0]!.headers).not.toHaveProperty('traceparent');
  });

  it.each([
    ['no cookie', ''],
    ['another cookie', 'theme=dark'],
    ['a name that begins alike', 'better-auth.session_token2=x'],
    ['the name in other case', 'Better-Auth.session_token=x'],
    ['the name with a prefix', '__Host-better-auth.session_token=x'],
    ['an empty one', 'better-auth.session_token='],
    ['one over 4 KB', cookieOf('x'.repeat(4096))],
  ])('is not made for %s: 401', async (_name, cookie) => {
    const answer = await me(cookie);
    expect([answer.status, answer.body.error_code]).toEqual(INVALID);
    expect(stack.auth.questions).toHaveLength(0);
  });

  it.each([
    ['two alike', `${cookieOf('a')}; ${cookieOf('a')}`],
    ['one of another program beside it', `${cookieOf('a')}; theme=dark; ${cookieOf('another.program')}`],
    ['an empty one beside it', `${cookieOf('')}; ${cookieOf('a')}`],
  ])('is not made for two cookies, and the answer names them and no value: %s', async (_name, cookie) => {
    const answer = await me(cookie);
    expect([answer.status, answer.body.error_code]).toEqual([401, 'DUPLICATE_SESSION_COOKIE']);
    expect(answer.get('x-latch-duplicate-cookie')).toBe('better-auth.session_token');
    expect(answer.body.message).toContain('two cookies named “better-auth.session_token”');
    expect(answer.text).not.toContain('another.program');
    expect(answer.get('set-cookie')).toBeUndefined();
    expect(stack.auth.questions).toHaveLength(0);
  });

  it('is not made for an Authorization header: 401', async () => {
    await stack.http.get('/api/me').set('authorization', 'Bearer session').expect(401);
    expect(stack.auth.questions).toHaveLength(0);
  });

  it('goes by what the auth server says now, never by what it said before', async () => {
    await me().expect(200);
    stack.auth.mood = moods.invalid;
    await me().expect(401);
    stack.auth.mood = moods.failing;
    await me().expect(503);
    stack.auth.mood = answers(200, validSession('u2'));
    expect((await me().expect(200)).body.userId).toBe('u2');
    expect(stack.auth.questions).toHaveLength(4);
  });

  it('survives the auth server closing a connection that is being used again', async () => {
    await me().expect(200);
    stack.auth.mood = onceThen(moods.resetting, answers(200, validSession('u1')));
    await me().expect(200);
    expect(stack.auth.questions).toHaveLength(3);
  });

  it('asks again only once', async () => {
    await me().expect(200);
    stack.auth.mood = moods.resetting;
    await me().expect(503);
    expect(stack.auth.questions).toHaveLength(3);
  });

  it('uses a connection again', async () => {
    await me().expect(200);
    const before = stack.auth.connections;
    for (let i = 0; i < 5; i++) await me().expect(200);
    expect(stack.auth.connections).toBe(before);
  });
});

describe('A question about the proof of a deletion', () => {
  const PROOF = 'p'.repeat(43);
  const REFUSED = [403, 'DELETION_NOT_CONFIRMED'];
  let stack: FakeStack;
  const erase = (proof: string) =>
    stack.http
      .delete('/api/users/u1/data')
      .set({ cookie: `theme=dark; ${cookieOf('a')}`, 'deletion-proof': proof, 'x-request-id': 'req-1' });
  const asked = () => stack.auth.questions.map(({ method, url }) => `${method} ${url}`);
  const answersTo = (mood: Mood): Mood => {
    const valid = answers(200, validSession('u1'));
    return (request, response) => (request.url === CONFIRM_DELETION ? mood : valid)(request, response);
  };

  beforeAll(async () => {
    stack = await startFakeStack({ variables: { AUTH_SERVER_TIMEOUT_MS: '4000' } });
  });
  beforeEach(() => void (stack.auth.questions.length = 0));
  afterAll(() => stack.close());

  it.each(Object.entries({ ...expected, notConfirmed: REFUSED }))(
    'when the auth server is %s: %s',
    async (mood, [status, code]) => {
      stack.auth.mood = answersTo(moods[mood as keyof typeof moods]);
      const answer = await erase(PROOF);
      expect([answer.status, answer.body.error_code]).toEqual([status, code]);
      expect(asked().slice(0, 2)).toEqual(['GET /api/auth/session', `POST ${CONFIRM_DELETION}`]);
    },
  );

  it('takes along the session cookie, the proof and nothing else of the request', async () => {
    stack.auth.mood = answersTo(answers(200, validSession('u1')));
    await erase(PROOF).set({ authorization: 'Bearer abc', origin: 'http://localhost:3000' }).expect(204);
    const {
      host: _host,
      connection: _connection,
      'user-agent': _agent,
      'accept-encoding': _encoding,
      ...sent
    } = stack.auth.questions[1]!.headers;
    const along = { cookie: cookieOf('a'), 'deletion-proof': PROOF, 'x-request-id': 'req-1' };
    expect(sent).toEqual({ accept: 'application/json', 'content-length': '0', ...along });
  });

  it('that is answered about somebody else is no confirmation', async () => {
    stack.auth.mood = answersTo(answers(200, validSession('u2')));
    const answer = await erase(PROOF);
    expect([answer.status, answer.body.error_code]).toEqual(REFUSED);
  });

  it.each(['', 'short', `${PROOF}p`, `${'p'.repeat(42)}=`, `${PROOF}, ${PROOF}`])(
    'is not asked for %j',
    async (proof) => {
      const answer = await erase(proof);
      expect([answer.status, answer.body.error_code]).toEqual(REFUSED);
      expect(asked()).toEqual(['GET /api/auth/session']);
    },
  );
});

describe('A session check when nobody is there to answer', () => {
  it.each([
    ['nothing listens', 'http://127.0.0.1:1'],
    ['the name does not exist', 'http://auth.invalid:3001'],
  ])('%s: 503', async (_name, url) => {
    const stack = await startFakeStack({ variables: { AUTH_SERVER_URL: url } });
    const answer = await stack.http.get('/api/me').set('cookie', cookieOf('x'));
    expect([answer.status, answer.body.error_code]).toEqual(UNAVAILABLE);
    await stack.close();
  });
});

describe('A backend at an https address', () => {
  it('takes the cookie by its prefixed name alone', async () => {
    const stack = await startFakeStack({ variables: { PUBLIC_URL: 'https://todo.example.com' } });
    stack.auth.mood = answers(200, validSession('u1'));
    await stack.http.get('/api/me').set('cookie', cookieOf('x')).expect(401);
    await stack.http
      .get('/api/me')
      .set('cookie', `__Host-${cookieOf('x')}`)
      .expect(200);
    await stack.close();
  });
});

function onceThen(first: Mood, afterwards: Mood): Mood {
  let mood = first;
  return (request, response) => {
    mood(request, response);
    mood = afterwards;
  };
}
