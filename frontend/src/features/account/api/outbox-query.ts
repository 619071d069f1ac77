import type { components } from '@latch/contracts/account';
import { queryOptions } from '@tanstack/react-query';
import { accountApi, unwrap } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';

export type Mail = components['schemas']['Mail'];

const LOOK_EVERY_MS = 5_000;

/** Mails that went nowhere, the newest first; asked for again and again, as one waits for them. */
export const outboxQuery = queryOptions({
  queryKey: ['mails'],
  queryFn: ({ signal }) => unwrap(accountApi.GET('/api/auth/outbox', { signal })),
  staleTime: 0,
  refetchInterval: ({ state }) => (isRefused(state.error) ? false : LOOK_EVERY_MS),
});

function isRefused(error: Error | null): boolean {
  return error instanceof ApiError;
}
