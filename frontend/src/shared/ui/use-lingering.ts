import { useEffect, useRef, useState } from 'react';

/** Long enough to see the latch close, short enough to be gone before the next one. */
const LINGER_MS = 1200;

/** Todos that stay a moment although what shows them no longer takes them. */
export function useLingering(): { lingering: ReadonlySet<string>; linger: (ids: readonly string[]) => void } {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());

  useEffect(() => {
    const running = timers.current;
    return () => running.forEach((timer) => clearTimeout(timer));
  }, []);

  const linger = (some: readonly string[]) => {
    setIds((before) => new Set([...before, ...some]));
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setIds((before) => new Set([...before].filter((id) => !some.includes(id))));
    }, LINGER_MS);
    timers.current.add(timer);
  };
  return { lingering: ids, linger };
}
