import { useEffect, useState } from 'react';

/** As far beside the board as half a column is wide. */
const MARGIN = '0px 160px';

/** Whether a column is or was shown, or about to be; true where nobody can tell. */
export function useNear(column: HTMLElement | null): boolean {
  const [near, setNear] = useState(!globalThis.IntersectionObserver);
  useEffect(() => {
    if (!column || near || !globalThis.IntersectionObserver) return undefined;
    const root = column.closest('[data-layout="board"]');
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      root,
      rootMargin: MARGIN,
    });
    observer.observe(column);
    return () => observer.disconnect();
  }, [column, near]);
  return near;
}
