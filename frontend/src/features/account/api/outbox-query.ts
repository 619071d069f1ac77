import type { components } from '@latch/contracts/account';
import { queryOptions } from '@tanstack/react-query';
import { accountApi, unwrap } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';

export type Mail = components['schemas']['Mail'];

const LOOK_EVERY_MS = 5_000;
/** Under which the tab keeps the code that opened the outbox. */
const KEPT = 'latch-outbox-code';

/** Mails that went nowhere, the newest first; asked for again and again, as one waits for them. */
export const outboxQuery = (code: string) =>
  queryOptions({
    queryKey: ['mails', code],
    queryFn: async ({ signal }) => {
      const header = { 'X-Latch-Outbox-Code': code };
      const mails = await unwrap(accountApi.GET('/api/auth/outbox', { params: { header }, signal }));
      sessionStorage.setItem(KEPT, code);
      return mails;
    },
    enabled: code !== '',
    staleTime: 0,
    refetchInterval: ({ state }) => (isRefused(state.error) ? false : LOOK_EVERY_MS),
  });

/** The code that opened the outbox in this tab; empty when none did. */
export const keptOutboxCode = () => sessionStorage.getItem(KEPT) ?? '';

/** Whether the code opens nothing, or too many others were tried. */
export function isRefused(error: Error | null): error is ApiError {
  return error instanceof ApiError;
}
