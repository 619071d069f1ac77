import { useEffect, useState } from 'react';

/** Milliseconds without a key after which what is typed is in the address, and the server is asked. */
const PAUSE_MS = 300;

/** What is typed, which is found at once, and is put into the address after a pause. */
export function useTypedQuery(query: string, onQuery: (query: string) => void) {
  const [typed, setTyped] = useState(query);
  const [sent, setSent] = useState(query);
  const [known, setKnown] = useState(query);
  if (query !== known) {
    setKnown(query);
    // It came from elsewhere: the history of the browser, or the palette.
    if (query !== sent) setTyped(query);
  }
  const send = () => {
    const text = typed.trim();
    setSent(text);
    if (text !== query) onQuery(text);
  };
  useEffect(() => {
    if (typed.trim() === query) return undefined;
    const timer = setTimeout(send, PAUSE_MS);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- a pause begins with what is typed
  }, [typed]);
  return { typed, setTyped, send };
}
