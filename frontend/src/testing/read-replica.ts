import type { QueryClient } from '@tanstack/react-query';
import { act, waitFor } from '@testing-library/react';
import { expect } from 'vitest';
import { unsentCount } from '../shared/api/unsent';
import { replicaQuery, syncedReplica } from '../replica/synced-replica';
import { USER_ID } from './fake-latch';

/** Reads everything, as a page does that is opened. */
export async function readReplica(client: QueryClient) {
  await client.fetchQuery(replicaQuery(client, USER_ID));
  return syncedReplica(client, USER_ID).replica;
}

/** Reads what changed, as after a wake-up. */
export function readChanges(client: QueryClient): Promise<void> {
  return act(() => syncedReplica(client, USER_ID).feed.now());
}

/** Until every change was answered, and is in what the server gives. */
export async function untilSent(client: QueryClient): Promise<void> {
  await waitFor(() => expect(unsentCount() + client.isFetching()).toBe(0));
  await readChanges(client);
}
