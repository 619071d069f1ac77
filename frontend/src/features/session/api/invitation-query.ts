import { queryOptions } from '@tanstack/react-query';
import { accountApi, unwrap } from '../../../shared/api/client';
import { isOutage } from '../../../shared/api/errors';

/** Whom an invitation is for. Refused with 410 `LINK_NOT_VALID` when it cannot be used. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => unwrap(accountApi.POST('/api/auth/invitation', { body: { token }, signal })),
    staleTime: Infinity,
    gcTime: 0,
    refetchInterval: ({ state }) => (isOutage(state.error) ? 5_000 : false),
  });
