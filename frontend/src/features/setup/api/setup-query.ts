import type { components } from '@latch/contracts/account';
import { queryOptions } from '@tanstack/react-query';
import { accountApi, unwrap } from '../../../shared/api/client';
import { inApp } from '../../../shared/base-path';

export type Finding = components['schemas']['Setup']['findings'][number];

/** The two lines leave a second apart; together means that something held the first one back. */
const HELD_BACK_MS = 500;

/** Everything that can be looked at from this browser. Asked twice: the second answer knows whether a cookie came back. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: async ({ signal }): Promise<{ findings: readonly Pick<Finding, 'ok' | 'says' | 'set'>[] }> => {
    await look(signal);
    const { findings } = await look(signal);
    return { findings: [...findings, await watchLines(signal)] };
  },
  staleTime: 0,
  gcTime: 0,
  retry: false,
});

function look(signal: AbortSignal) {
  const query = { address: location.origin, clock: new Date().toISOString() };
  return unwrap(accountApi.GET('/api/auth/setup', { params: { query }, signal }));
}

/** Whether what is written at once arrives at once. */
async function watchLines(signal: AbortSignal) {
  const { body } = await fetch(inApp('/api/auth/setup/lines'), { signal });
  const reader = body?.getReader();
  await reader?.read();
  const first = performance.now();
  await reader?.read();
  const apart = performance.now() - first;
  if (apart >= HELD_BACK_MS) return { ok: true, says: 'Responses are not buffered.', set: null };
  const says = 'A proxy buffers responses: turn its buffering off for Latch.';
  return { ok: false, says, set: null };
}
