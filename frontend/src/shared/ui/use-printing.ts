import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Whether the page is being printed: so from before the browser lays it out for that. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    addEventListener('beforeprint', () => flushSync(() => setPrinting(true)), controller);
    addEventListener('afterprint', () => setPrinting(false), controller);
    return () => controller.abort();
  }, []);
  return printing;
}
