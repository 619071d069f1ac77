import { inApp } from '../shared/base-path';

const LOOK_EVERY_MS = 3_600_000;
/** When the window gets the focus, not sooner than this after the last look. */
const LOOK_AGAIN_MS = 300_000;
const DEADLINE_MS = 5_000;

/** The id of the build that this page is of; undefined in development. */
export const ownBuild = () => document.querySelector<HTMLMetaElement>('meta[name="latch-build"]')?.content;

/** @returns the id of the build that a reload would get now; null when Latch does not answer */
export async function servedBuild(): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const response = await fetch(inApp('/version.json'), { cache: 'no-store', signal });
    const { build } = (await response.json()) as { build?: unknown };
    return typeof build === 'string' ? build : null;
  } catch {
    return null;
  }
}

/**
 * Looks for another version each hour, and when the window gets the focus.
 * @param look called at most that often
 * @returns how to stop
 */
export function lookNowAndThen(look: () => void): () => void {
  const controller = new AbortController();
  let last = Date.now();
  const lookNow = () => {
    last = Date.now();
    look();
  };
  const onFocus = () => {
    if (document.visibilityState === 'visible' && Date.now() - last >= LOOK_AGAIN_MS) lookNow();
  };
  addEventListener('focus', onFocus, { signal: controller.signal });
  document.addEventListener('visibilitychange', onFocus, { signal: controller.signal });
  const timer = setInterval(lookNow, LOOK_EVERY_MS);
  return () => {
    controller.abort();
    clearInterval(timer);
  };
}
