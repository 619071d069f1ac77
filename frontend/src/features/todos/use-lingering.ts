import { useEffect, useRef, useState } from 'react';

/** Long enough to see the latch close, short enough to be gone before the next one. */
const LINGER_MS = 1200;

/** Todos that stay a moment although the filter no longer takes them. */
export function useLingering(): { lingering: ReadonlySet<string>; linger: (id: string) => void } {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());

  useEffect(() => {
    const running = timers.current;
    return () => running.forEach((timer) => clearTimeout(timer));
  }, []);

  const linger = (id: string) => {
    clearTimeout(timers.current.get(id));
    setIds((before) => new Set(before).add(id));
    const leave = () => setIds((before) => new Set([...before].filter((other) => other !== id)));
    timers.current.set(id, setTimeout(leave, LINGER_MS));
  };
  return { lingering: ids, linger };
}
