import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button } from './button';
import styles from './more-on-scroll.module.css';

export interface MoreOnScrollProps {
  hasNextPage: boolean;
  /** Any read of the list: a page, or all of it again. */
  isFetching: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => unknown;
}

/** How far below the window the next page is asked for, in pixels. */
const AHEAD = 800;

/** The end of a list that goes on: asks for more while it is near, and lets one ask where that failed. */
export function MoreOnScroll({
  hasNextPage,
  isFetching,
  isFetchingNextPage,
  isFetchNextPageError,
  fetchNextPage,
}: MoreOnScrollProps) {
  const end = useRef<HTMLDivElement>(null);
  const near = useIsNear(end, hasNextPage);
  const ask = useEffectEvent(fetchNextPage);
  // Also after a read that took the place of the one for the next page, and once a failed list is well again.
  const asks = near && hasNextPage && !isFetching && !isFetchNextPageError;
  useEffect(() => {
    if (asks) ask();
  }, [asks]);
  if (!hasNextPage) return null;
  return (
    <div ref={end} className={styles.end}>
      <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        Show more
      </Button>
    </div>
  );
}

function useIsNear(element: { readonly current: Element | null }, isThere: boolean): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (!isThere || !element.current || !globalThis.IntersectionObserver) return undefined;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: `${AHEAD}px`,
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, isThere]);
  return near;
}
