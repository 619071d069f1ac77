import { describe, expect, it } from 'vitest';
import { ApiError, OutageError } from '../api/errors';
import { NotConfirmedError } from '../api/fresh-session';
import { SessionReplacedError } from '../api/session-events';
import { CookieNotKeptError, toFormFailure } from './form-failure';

const names = ['email', 'password'];
const refusal = (status: number, fields?: Record<string, string[]>, retryAfter: number | null = null) =>
  new ApiError(status, { error_code: 'X', message: 'The sentence.', detail: null, fields }, retryAfter);

describe('toFormFailure', () => {
  it('puts the first reason of a field at the field and says nothing above the form', () => {
    const failure = toFormFailure(
      refusal(422, { email: ['Has an account.', 'Is odd.'], password: ['Too short.'] }),
      names,
    );
    expect(failure).toEqual({ fields: { email: 'Has an account.', password: 'Too short.' } });
  });

  it('says above the form what is about a field the form does not have', () => {
    expect(toFormFailure(refusal(422, { image: ['Not wanted.'] }), names)).toEqual({
      fields: {},
      message: 'Not wanted.',
    });
  });

  it('says the sentence of any other refusal, with its detail', () => {
    const error = new ApiError(403, {
      error_code: 'ORIGIN_NOT_ALLOWED',
      message: 'Not here.',
      detail: 'Set PUBLIC_URL.',
    });
    expect(toFormFailure(error, names).message).toBe('Not here. Set PUBLIC_URL.');
  });

  it.each([
    [1, 'Wait 1 second,'],
    [30, 'Wait 30 seconds,'],
    [300, 'Wait 5 minutes,'],
    [null, 'Wait a moment,'],
  ])('says how long to wait after too many tries: %s', (seconds, words) => {
    expect(toFormFailure(refusal(429, undefined, seconds), names).message).toContain(words);
  });

  it('says nothing of what somebody called off', () => {
    for (const error of [new NotConfirmedError(), new SessionReplacedError()])
      expect(toFormFailure(error, names)).toEqual({ fields: {} });
  });

  it('tells an outage from a refusal, and a lost cookie from both', () => {
    expect(toFormFailure(new OutageError(), names).message).toContain('still here');
    expect(toFormFailure(new CookieNotKeptError(), names).message).toContain('PUBLIC_URL');
    expect(toFormFailure(new CookieNotKeptError('a.session'), names).message).toContain(
      'two cookies named “a.session”',
    );
    expect(toFormFailure(new TypeError('x is undefined'), names).message).not.toContain('undefined');
  });
});
