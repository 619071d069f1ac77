/** Between what has the focus and the toasts. Pixels. */
const GAP = 8;

/**
 * Keeps what has the focus clear of the toasts, which stand over the foot of the page (WCAG 2.4.11): in a low window they take much
 * of it. @returns how to stop
 */
export function clearOfToasts(viewport: HTMLElement): () => void {
  const { documentElement: root, body } = document;
  let followed: Element | null = null;
  let room = 0;
  /** Room at the end of the page, where there would be nothing to scroll to. */
  const leaveRoom = (pixels: number) => {
    room = pixels;
    body.style.paddingBottom = room > 0 ? `${room}px` : '';
  };
  // Told once a frame is laid out, so that to measure costs nothing: of other toasts, and of a row that becomes higher.
  const observer = new ResizeObserver(() => clear());
  const follow = (shown: Element | null) => {
    if (shown === followed) return;
    if (followed) observer.unobserve(followed);
    if (shown) observer.observe(shown);
    followed = shown;
  };
  const clear = () => {
    const { top, bottom, height } = viewport.getBoundingClientRect();
    const covered = height > 0 ? innerHeight - top + GAP : 0;
    root.style.scrollPaddingBottom = covered > 0 ? `max(min(6.5rem, 15vh), ${covered}px)` : '';
    if (covered === 0) leaveRoom(0);
    const shown = covered > 0 ? focusedOutside(viewport) : null;
    follow(shown);
    if (!shown) return;
    const hidden = () => {
      const box = shown.getBoundingClientRect();
      return box.top < bottom && box.bottom + GAP > top ? box.bottom + GAP - top : 0;
    };
    if (hidden() > 0) shown.scrollIntoView({ block: 'nearest' });
    const missing = hidden();
    if (missing === 0 || room + missing > covered) return;
    leaveRoom(room + missing);
    shown.scrollIntoView({ block: 'nearest' });
  };
  const followFocus = () => root.style.scrollPaddingBottom && follow(focusedOutside(viewport));
  document.addEventListener('focusin', followFocus);
  observer.observe(viewport);
  return () => {
    document.removeEventListener('focusin', followFocus);
    observer.disconnect();
    root.style.scrollPaddingBottom = '';
    leaveRoom(0);
  };
}

/** @returns the row that shows the focus, unless that is too high to be seen at once; null where the focus is nowhere or in a toast */
function focusedOutside(viewport: HTMLElement): Element | null {
  const { activeElement: focused, body } = document;
  if (!focused || focused === body || viewport.contains(focused)) return null;
  const row = focused.closest('li');
  return row && row.offsetHeight < innerHeight / 2 ? row : focused;
}
