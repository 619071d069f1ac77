import type { components } from '@latch/contracts/account';
import { queryOptions } from '@tanstack/react-query';
import { accountApi, unwrap } from '../../../shared/api/client';

export type Options = components['schemas']['Options'];

/** What this Latch offers: where its mails go above all. Known to who is signed out, too. */
export const optionsQuery = queryOptions({
  queryKey: ['options'],
  queryFn: ({ signal }) => unwrap(accountApi.GET('/api/auth/options', { signal })),
  // Somebody may have made the first account meanwhile.
  staleTime: ({ state: { data } }) => (data?.firstAccount ? 0 : 300_000),
});
