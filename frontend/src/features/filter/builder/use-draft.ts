import { type ChangeEvent, type KeyboardEvent, useEffect, useState } from 'react';

/** Milliseconds without a key after which what is typed is taken. */
const PAUSE_MS = 300;

/** What is typed into a field, which is taken after a pause, on Enter, and when the field is left. */
export function useDraft(value: string, onChange: (value: string) => void) {
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    // What was typed stays as it was typed, however Latch writes it.
    if (value.trim().toLowerCase() !== sent.trim().toLowerCase()) {
      setTyped(value);
      setSent(value);
    }
  }
  const send = () => {
    if (typed === sent) return;
    setSent(typed);
    onChange(typed);
  };
  useEffect(() => {
    if (typed === sent) return undefined;
    const timer = setTimeout(send, PAUSE_MS);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- a pause begins with what is typed
  }, [typed]);
  return {
    value: typed,
    onChange: ({ target }: ChangeEvent<HTMLInputElement>) => setTyped(target.value),
    onBlur: send,
    onKeyDown: ({ key, nativeEvent }: KeyboardEvent) => {
      if (key === 'Enter' && !nativeEvent.isComposing) send();
    },
  };
}
