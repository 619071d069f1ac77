import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { Feed } from '../../replica/feed';
import { Replica } from '../../replica/replica';
import { latchApi, unwrap } from '../../shared/api/client';
import { USER_ID } from '../../testing/fake-latch';
import { server, serveLatch } from '../../testing/server';
import { aSyncPage } from '../../testing/sync-page-builder';
import { aTodo } from '../../testing/todo-builder';
import { readBack, readBackSoon, takeRevision } from './read-back';

const CHANGE_ID = '0193f1c2-7b00-7c3a-9d2e-5f8a1b2c3d04';

async function aDevice() {
  const latch = serveLatch(aTodo({ title: 'A' }));
  const replica = new Replica();
  const feed = new Feed(USER_ID, replica);
  await feed.now();
  return { latch, synced: { replica, feed } };
}

it.each<[string, typeof readBack | typeof readBackSoon]>([
  ['readBack', readBack],
  ['readBackSoon', readBackSoon],
])('%s asks nothing where the server tells of the change', async (_name, back) => {
  const { latch, synced } = await aDevice();
  const over = back(synced, '2');
  synced.replica.receive([aSyncPage({ revision: '2' })]);
  await over;
  expect(latch.store.reads).toBe(1);
});

it.each<[string, typeof readBack | typeof readBackSoon, string | undefined]>([
  ['readBack', readBack, '2'],
  ['readBack, of a change without a revision,', readBack, undefined],
  ['readBackSoon', readBackSoon, '2'],
  ['readBackSoon, of a change without a revision,', readBackSoon, undefined],
])('%s reads where nobody tells of it', async (_name, back, revision) => {
  const { latch, synced } = await aDevice();
  await back(synced, revision);
  expect(latch.store.reads).toBe(2);
});

it('says of a change that was read or told that it is here, and of one that cannot be read that it is not', async () => {
  const { synced } = await aDevice();
  expect([await readBack(synced, '1'), await readBack(synced)]).toEqual([true, true]);
  server.use(http.get('*/sync', () => HttpResponse.json({}, { status: 400 })));
  expect(await readBack(synced)).toBe(false);
});

it('the revision that a change made is what its last answer says, and is taken once', async () => {
  serveLatch();
  const answers = ['7', '8'];
  server.use(
    http.delete('*/todos/:id', ({ request }) => {
      const changeId = request.headers.get('Change-Id') ?? '';
      return new HttpResponse(null, {
        status: 204,
        headers: { 'Change-Id': changeId, Revision: answers.shift() ?? '' },
      });
    }),
  );
  const params = { path: { userId: USER_ID, todoId: aTodo().id }, header: { 'Change-Id': CHANGE_ID } };
  for (let n = 0; n < 2; n++) await unwrap(latchApi.DELETE('/api/users/{userId}/todos/{todoId}', { params }));
  expect([takeRevision(CHANGE_ID), takeRevision(CHANGE_ID)]).toEqual(['8', undefined]);
});
