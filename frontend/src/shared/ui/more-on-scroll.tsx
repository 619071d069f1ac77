import { useEffect, useEffectEvent, useRef } from 'react';
import { Button } from './button';
import styles from './more-on-scroll.module.css';

export interface MoreOnScrollProps {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => unknown;
}

/** How far below the window the next page is asked for, in pixels. */
const AHEAD = 800;

/** The end of a list that goes on: asks for more when it comes near, and lets one ask where that failed. */
export function MoreOnScroll({
  hasNextPage,
  isFetchingNextPage,
  isFetchNextPageError,
  fetchNextPage,
}: MoreOnScrollProps) {
  const end = useRef<HTMLDivElement>(null);
  const cameNear = useEffectEvent(() => {
    if (!isFetchingNextPage && !isFetchNextPageError) fetchNextPage();
  });
  useEffect(() => {
    if (!hasNextPage || isFetchingNextPage || !end.current || !globalThis.IntersectionObserver) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && cameNear(), {
      rootMargin: `${AHEAD}px`,
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage]);
  if (!hasNextPage) return null;
  return (
    <div ref={end} className={styles.end}>
      <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        Show more
      </Button>
    </div>
  );
}
