import { useCallback, useEffect, useState } from 'react';

const FIRST_WAIT = 2;
const LONGEST_WAIT = 30;
/** Failures in a row; outlives the page, which is drawn anew after each. Forgotten after a while without any. */
let failures = { count: 0, at: 0 };

/** @returns seconds until the next try: 2, 4, 8, 16, then 30 each time */
function nextWait(now: number): number {
  const goesOn = now - failures.at < 3 * LONGEST_WAIT * 1000;
  failures = { count: goesOn ? failures.count + 1 : 1, at: now };
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures.count - 1));
}

/**
 * Tries again by itself, waiting longer each time; at once when the network or the window comes back.
 * @param retry resolves when it has been tried, whether or not it worked
 */
export function useAutomaticRetry(retry: () => Promise<void>) {
  const [secondsLeft, setSecondsLeft] = useState(() => nextWait(Date.now()));
  const [trying, setTrying] = useState(false);

  const retryNow = useCallback(() => {
    setTrying(true);
    void retry().finally(() => {
      setTrying(false);
      setSecondsLeft(nextWait(Date.now()));
    });
  }, [retry]);

  useEffect(() => {
    if (trying) return undefined;
    const tick = () => (secondsLeft > 1 ? setSecondsLeft(secondsLeft - 1) : retryNow());
    const timer = setTimeout(tick, 1000);
    return () => clearTimeout(timer);
  }, [secondsLeft, trying, retryNow]);

  useEffect(() => {
    addEventListener('online', retryNow);
    return () => removeEventListener('online', retryNow);
  }, [retryNow]);

  return { trying, secondsLeft, retryNow };
}
