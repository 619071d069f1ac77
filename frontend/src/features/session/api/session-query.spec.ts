import { describe, expect, it } from 'vitest';
import { OutageError } from '../../../shared/api/errors';
import { createQueryClient } from '../../../shared/api/query-client';
import { ada, serveAccount } from '../../../testing/fake-account';
import { readSession, retrySession, sessionQuery } from './session-query';

describe('readSession', () => {
  it('gives the session of who is signed in, and asks once however often it is read', async () => {
    const account = serveAccount(ada);
    const client = createQueryClient();
    expect(await readSession(client)).toEqual(ada);
    expect(await readSession(client)).toEqual(ada);
    expect(account.asked).toBe(1);
  });

  it('gives null when signed out, and asks again each time', async () => {
    const account = serveAccount(null);
    const client = createQueryClient();
    expect(await readSession(client)).toBeNull();
    account.session = ada;
    expect(await readSession(client)).toEqual(ada);
  });

  it.each(['unreachable', 'unavailable'] as const)(
    'throws when the auth server is %s: nobody said no',
    async (mood) => {
      const account = serveAccount(ada);
      account.mood = mood;
      const client = createQueryClient();
      await expect(readSession(client)).rejects.toBeInstanceOf(OutageError);
      expect(client.getQueryData(sessionQuery.queryKey)).toBeUndefined();
      expect(account.asked).toBe(2);
    },
  );

  it('throws what nobody foresaw without asking again', async () => {
    const account = serveAccount(ada);
    account.mood = 'broken';
    await expect(readSession(createQueryClient())).rejects.toMatchObject({ name: 'ApiError', status: 500 });
    expect(account.asked).toBe(1);
  });
});

describe('retrySession', () => {
  it('tries a second time when nobody was there, but not after a whole deadline went by', () => {
    const timeout = new DOMException('too late', 'TimeoutError');
    expect(retrySession(0, new OutageError())).toBe(true);
    expect(retrySession(1, new OutageError())).toBe(false);
    expect(retrySession(0, new OutageError('late', null, { cause: timeout }))).toBe(false);
  });
});
