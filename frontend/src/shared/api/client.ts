import type { paths as AccountPaths } from '@latch/contracts/account';
import type { paths as LatchPaths } from '@latch/contracts/latch';
import { createApiClient } from './api-client';

/** Longer than the backend's own deadlines, so that its reasons arrive; short enough not to leave a person waiting. */
const DEADLINE_MS = 10_000;

/** `fetch` with a deadline that covers the body too: a dripping answer is as bad as none. */
function fetchInTime(request: Request): Promise<Response> {
  return globalThis.fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(DEADLINE_MS)]) });
}

/**
 * Sends a request, and once more where the browser sent the session cookie twice: meanwhile the auth server has it forget the
 * one that another program set. What that cannot reach is said in the answer, and is no end of the session.
 */
async function send(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await fetchInTime(request);
  if (!response.headers.has('X-Latch-Duplicate-Cookie')) return response;
  const path = new URL(request.url).pathname;
  await forgetting.POST('/api/auth/forget-cookies', { body: { path } }).catch(() => {});
  return fetchInTime(again);
}

const forgetting = createApiClient<AccountPaths>(fetchInTime);

/** The auth server: signing up, in and out. @see contracts/account.yaml */
export const accountApi = createApiClient<AccountPaths>(send);

/** The revision that each change made which was sent from here, by its id, until it is taken. */
export const madeRevisions = new Map<string, string>();

/** The backend: todos. @see contracts/latch.yaml */
export const latchApi = createApiClient<LatchPaths>(async (request) => {
  const response = await send(request);
  const [changeId, revision] = [request.headers.get('Change-Id'), response.headers.get('Revision')];
  if (changeId && revision) madeRevisions.set(changeId, revision);
  return response;
});

export { unwrap } from './unwrap';
