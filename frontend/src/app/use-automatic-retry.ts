import { useCallback, useEffect, useState } from 'react';

const FIRST_WAIT = 2;
const LONGEST_WAIT = 30;
/** Tries in a row; outlives the page, which is drawn anew after each. Forgotten after a while without any. */
let tries = { count: 0, at: 0 };

function countTry(): void {
  tries = { count: triesInARow() + 1, at: Date.now() };
}

function triesInARow(): number {
  return Date.now() - tries.at < 3 * LONGEST_WAIT * 1000 ? tries.count : 0;
}

/** @returns seconds until the next try: 2, 4, 8, 16, then 30 each time */
function nextWait(): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** triesInARow());
}

/**
 * Tries again by itself, waiting longer each time; at once when the network or the window comes back.
 * @param retry resolves when it has been tried, whether or not it worked
 */
export function useAutomaticRetry(retry: () => Promise<void>) {
  const [secondsLeft, setSecondsLeft] = useState(nextWait);
  const [trying, setTrying] = useState(false);

  const retryNow = useCallback(() => {
    countTry();
    setTrying(true);
    void retry().finally(() => {
      setTrying(false);
      setSecondsLeft(nextWait());
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
