import type { paths as AccountPaths } from '@latch/contracts/account';
import type { paths as LatchPaths } from '@latch/contracts/latch';
import { createApiClient } from './api-client';

/** Longer than the backend's own deadlines, so that its reasons arrive; short enough not to leave a person waiting. */
const DEADLINE_MS = 10_000;

/** `fetch` with a deadline that covers the body too: a dripping answer is as bad as none. */
function fetchInTime(request: Request): Promise<Response> {
  return globalThis.fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(DEADLINE_MS)]) });
}

/** The auth server: signing up, in and out. @see contracts/account.yaml */
export const accountApi = createApiClient<AccountPaths>(fetchInTime);

/** The backend: todos. @see contracts/latch.yaml */
export const latchApi = createApiClient<LatchPaths>(fetchInTime);

export { unwrap } from './unwrap';
