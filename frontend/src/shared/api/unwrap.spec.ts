import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { FakeLatch, USER_ID } from '../../testing/fake-latch';
import { server, serveLatch } from '../../testing/server';
import { latchApi, unwrap } from './client';
import { ApiError, OutageError, sentenceOf } from './errors';

const changes = (signal?: AbortSignal) =>
  unwrap(latchApi.GET('/api/users/{userId}/changes', { params: { path: { userId: USER_ID } }, signal }));
const answer = (response: () => Response) => server.use(http.get('*/changes', response));

describe('unwrap', () => {
  it('gives the data of an answer', async () => {
    serveLatch();

    expect(await changes()).toEqual({ items: [] });
  });

  it('throws a refusal with the server’s code, sentence and fields', async () => {
    const body = {
      error_code: 'VALIDATION_FAILED',
      message: 'Look again.',
      detail: null,
      fields: { title: ['Too long.'] },
    };
    answer(() => HttpResponse.json(body, { status: 422 }));

    const error = await changes().catch((error: unknown) => error);

    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 422, code: 'VALIDATION_FAILED', message: 'Look again.', detail: null });
    expect(sentenceOf(error)).toBe('Too long.');
  });

  it.each([502, 503, 504])('calls %i an outage and reads Retry-After', async (status) => {
    const { body } = FakeLatch.refusals.outage;
    answer(() => HttpResponse.json(body, { status, headers: { 'Retry-After': '7' } }));

    const error = await changes().catch((error: unknown) => error);

    expect(error).toBeInstanceOf(OutageError);
    expect(error).toMatchObject({ message: body.message, retryAfter: 7 });
  });

  it.each(['ERASING_FAILED', 'PROVIDER_UNAVAILABLE', 'TOO_BUSY'])('takes a 503 with %s for an answer', async (code) => {
    answer(() => HttpResponse.json({ error_code: code, message: 'Not now.', detail: null }, { status: 503 }));

    await expect(changes()).rejects.toMatchObject({ name: 'ApiError', status: 503, code });
  });

  it('calls a server that cannot be reached an outage', async () => {
    answer(() => HttpResponse.error());

    await expect(changes()).rejects.toBeInstanceOf(OutageError);
  });

  it('calls a success that is no JSON an outage: something else answers in the server’s place', async () => {
    answer(() => HttpResponse.html('<h1>Welcome to the hotel</h1>'));

    await expect(changes()).rejects.toBeInstanceOf(OutageError);
  });

  it('shows a person nothing of an error page', async () => {
    answer(() => HttpResponse.html('<pre>at Object.<anonymous> (/srv/main.js)</pre>', { status: 500 }));

    const error = await changes().catch((error: unknown) => error);

    expect(error).toMatchObject({ status: 500, code: 'UNREADABLE_ANSWER' });
    expect(sentenceOf(error)).toBe('Something went wrong. Try again in a moment.');
  });

  it('leaves a request that was called off alone: that is no outage', async () => {
    serveLatch();

    await expect(changes(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});
