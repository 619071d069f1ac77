import { expect, it } from 'vitest';
import { createQueryClient } from '../shared/api/query-client';
import { reportSessionRestored, reportSignedOut } from '../shared/api/session-events';
import { USER_ID } from '../testing/fake-latch';
import { readReplica } from '../testing/read-replica';
import { serveLatch } from '../testing/server';
import { aTodo } from '../testing/todo-builder';
import { replicaQuery, syncedReplica } from './synced-replica';

it.each<[string, () => void]>([
  ['signing out', reportSignedOut],
  ['a sign-in by somebody else', () => reportSessionRestored('somebody-else')],
])('%s leaves nothing of it', async (_what, replace) => {
  const latch = serveLatch(aTodo());
  const client = createQueryClient();
  const replica = await readReplica(client);
  const { feed } = syncedReplica(client, USER_ID);
  expect([...replica.shown.all('todos')]).toHaveLength(1);
  replace();
  expect([...syncedReplica(client, USER_ID).replica.shown.all('todos')]).toEqual([]);
  expect(client.getQueryData(replicaQuery(client, USER_ID).queryKey)).toBeUndefined();
  latch.lists.create({ title: 'Private' });
  await expect(feed.now()).rejects.toThrow();
  expect([...replica.shown.all('todos')]).toHaveLength(1);
});

it('a sign-in by the same person keeps it', async () => {
  serveLatch(aTodo());
  const client = createQueryClient();
  const replica = await readReplica(client);
  reportSessionRestored(USER_ID);
  expect(syncedReplica(client, USER_ID).replica).toBe(replica);
});
