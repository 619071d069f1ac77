import { type ChangeEvent, type KeyboardEvent, useEffect, useEffectEvent, useState } from 'react';

/** Milliseconds without a key after which what is typed is sent. */
export const TYPING_PAUSE_MS = 300;

interface DelayedTextOptions {
  /** What is sent of a text; the text itself unless given. */
  tidy?: (text: string) => string;
  /** Whether a value is what was sent, as it came back. What was typed then stays as it was typed. */
  isSame?: (value: string, sent: string) => boolean;
}

/**
 * A text that is typed, and sent after a pause, on Enter, and when its field is left. A value that comes from elsewhere takes its
 * place, and is never sent back.
 */
export function useDelayedText(
  value: string,
  onChange: (value: string) => void,
  { tidy = (text) => text, isSame = (one, other) => one === other }: DelayedTextOptions = {},
) {
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    if (!isSame(value, sent)) {
      setTyped(value);
      setSent(value);
    }
  }
  const isWaiting = typed !== sent && tidy(typed) !== sent;
  const send = (text = typed) => {
    // Set again, the same text would come back over a value that follows.
    if (text !== typed) setTyped(text);
    if (text === sent || tidy(text) === sent) return;
    setSent(tidy(text));
    onChange(tidy(text));
  };
  // What the timer sends is sent as of its own time: more than the text may have changed during the pause.
  const sendLatest = useEffectEvent(() => send());
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setTimeout(sendLatest, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a pause begins with what is typed
  }, [typed, isWaiting]);
  return {
    typed,
    setTyped,
    /** Sends at once what is typed, or another text in its place. */
    send,
    /** Of the input. */
    field: {
      value: typed,
      onChange: ({ target }: ChangeEvent<HTMLInputElement>) => setTyped(target.value),
      onBlur: () => send(),
      onKeyDown: ({ key, nativeEvent }: KeyboardEvent) => {
        if (key === 'Enter' && !nativeEvent.isComposing) send();
      },
    },
  };
}
