import { hasUnsaved, unsentCount } from '../shared/api/unsent';

const RELOADED = 'latch.reloaded';
/** A second reload within this time would not mend what the first did not. */
const ONCE_IN_MS = 300_000;
/** Who only looks at another tab for a moment finds the page as they left it. */
const HIDDEN_FOR_MS = 60_000;

const SENT_WITHIN_MS = 2_000;
const LOOK_MS = 50;

const OVERLAYS = '[role=dialog], [role=alertdialog], [role=menu]';
const FIELDS = 'textarea, [contenteditable=true], input:not([type=checkbox], [type=radio], [type=hidden])';

/** Whether a reload would cost the person nothing: no change is on its way or in this page alone, nothing is open, and no field holds any text. */
export function losesNothing(): boolean {
  if (hasUnsaved() || document.querySelector(OVERLAYS)) return false;
  return [...document.querySelectorAll<HTMLInputElement>(FIELDS)].every((field) => !(field.value ?? field.textContent));
}

/**
 * Loads the page anew, unless it was just now: what still does not load would do so for ever.
 * @returns whether it does
 */
export function reloadOnce(reload = () => location.reload()): boolean {
  try {
    if (Date.now() - Number(sessionStorage.getItem(RELOADED)) < ONCE_IN_MS) return false;
    sessionStorage.setItem(RELOADED, String(Date.now()));
  } catch {
    // Nothing could tell that it was done.
    return false;
  }
  reload();
  return true;
}

/** As the person asked for. What they typed last is sent first, so that the browser need not ask whether to lose it. */
export async function reloadOnceSent(): Promise<void> {
  for (let left = SENT_WITHIN_MS; left > 0 && unsentCount() > 0; left -= LOOK_MS)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  location.reload();
}

interface Reloading {
  /** Whether a reload would find Latch, or a shell of it. */
  isThere: () => Promise<boolean>;
  /** Calls back before another page is shown. @returns how to stop */
  onNavigation: (listener: () => void) => () => void;
  reload?: () => void;
}

/**
 * Loads the page anew at the first moment that costs nothing: when the window has been hidden for a while, or with the next
 * page.
 * @returns how to stop
 */
export function reloadWhenFree({ isThere, onNavigation, reload }: Reloading): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const reloadIfThere = async () => {
    if (losesNothing() && (await isThere()) && losesNothing()) reloadOnce(reload);
  };
  const onVisibility = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') timer = setTimeout(() => void reloadIfThere(), HIDDEN_FOR_MS);
  };
  onVisibility();
  document.addEventListener('visibilitychange', onVisibility);
  // With a worker the page is there in any case; without, nobody knows so soon.
  const stopNavigation = onNavigation(() => {
    if (navigator.serviceWorker?.controller && losesNothing()) reloadOnce(reload);
  });
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onVisibility);
    stopNavigation();
  };
}
