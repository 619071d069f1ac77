import { http, HttpResponse } from 'msw';
import { expect, it, vi } from 'vitest';
import { USER_ID } from '../../testing/fake-latch';
import { server } from '../../testing/server';
import { accountApi, latchApi, unwrap } from './client';
import { ApiError, sentenceOf } from './errors';
import { onSessionEnded, whileSignedIn } from './session-events';

const NAME = 'better-auth.session_token';
const REFUSAL = { error_code: 'DUPLICATE_SESSION_COOKIE', message: `Two cookies named “${NAME}”.`, detail: null };
const LABELS = `/api/users/${USER_ID}/labels`;

/** Both servers, for a browser that sends another program's cookie too, until it is told to forget it. @returns what was asked */
function serveWithStray(isForgotten: () => Response = () => HttpResponse.json({ success: true })) {
  const asked: string[] = [];
  let isThere = true;
  const headers = { 'X-Latch-Duplicate-Cookie': NAME };
  const note = async (request: Request) => {
    const body = await request.text();
    asked.push([request.method, new URL(request.url).pathname, body].filter(Boolean).join(' '));
  };
  server.use(
    http.post('*/api/auth/forget-cookies', async ({ request }) => {
      await note(request);
      const answer = isForgotten();
      isThere &&= !answer.ok;
      return answer;
    }),
    http.get('*/api/auth/get-session', async ({ request }) => {
      await note(request);
      return isThere ? HttpResponse.json(null, { headers }) : HttpResponse.json({ user: { id: USER_ID } });
    }),
    http.post(`*${LABELS}`, async ({ request }) => {
      await note(request);
      return isThere ? HttpResponse.json(REFUSAL, { status: 401, headers }) : HttpResponse.json({ name: 'waiting' });
    }),
  );
  return asked;
}

const createLabel = () =>
  unwrap(
    latchApi.POST('/api/users/{userId}/labels', {
      params: { path: { userId: USER_ID }, header: {} },
      body: { name: 'waiting' },
    }),
  );
const FORGET = `POST /api/auth/forget-cookies {"path":"${LABELS}"}`;
const CREATE = `POST ${LABELS} {"name":"waiting"}`;

it('has a second session cookie forgotten that only the backend is sent, and asks for the same again', async () => {
  const asked = serveWithStray();
  expect(await createLabel()).toEqual({ name: 'waiting' });
  expect(asked).toEqual([CREATE, FORGET, CREATE]);
});

it('is still signed in after that', async () => {
  const asked = serveWithStray();
  expect(await unwrap(accountApi.GET('/api/auth/get-session'))).toEqual({ user: { id: USER_ID } });
  expect(asked).toHaveLength(3);
});

it.each([
  ['cannot be reached', () => new Response(null, { status: 503 })],
  ['does not answer', () => HttpResponse.error()],
])('says which cookie it is when it %s, and neither asks for ever nor for a sign-in', async (_, isForgotten) => {
  const onEnded = vi.fn<() => void>();
  const stop = onSessionEnded(onEnded);
  const asked = serveWithStray(isForgotten);
  const error: unknown = await whileSignedIn(USER_ID, createLabel).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(sentenceOf(error)).toBe(REFUSAL.message);
  expect(asked).toEqual([CREATE, FORGET, CREATE]);
  expect(onEnded).not.toHaveBeenCalled();
  stop();
});
