/**
 * A page that comes out of the browser's back/forward cache shows what it showed when it was left, to the person who is
 * there now. It is hidden at once and loaded anew: the router asks who is signed in.
 * @returns how to stop
 */
export function reloadRestoredPage(reload: () => void = () => location.reload()): () => void {
  const onShow = (event: PageTransitionEvent) => {
    if (!event.persisted) return;
    document.documentElement.hidden = true;
    reload();
  };
  addEventListener('pageshow', onShow);
  return () => removeEventListener('pageshow', onShow);
}
