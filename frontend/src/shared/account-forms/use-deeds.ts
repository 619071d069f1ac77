import { useRef, useState } from 'react';
import { isOutage } from '../api/errors';
import { announce } from '../ui/announcements';
import { toFormFailure } from './form-failure';

const nothing = () => Promise.resolve<unknown>(undefined);

/**
 * What is done at the press of a button, one at a time. What is done is said; what could not be done is in `message`.
 * @param lookAgain brings what is shown up to date; also when it failed, as the answer alone may have been lost
 */
export function useDeeds<What extends string = string>(lookAgain: () => Promise<unknown> = nothing) {
  const [busy, setBusy] = useState<What>();
  const [message, setMessage] = useState<string>();
  const working = useRef(false);

  /**
   * @param what names the one at work
   * @param send does it, and gives what to say; nothing when it shows by itself
   * @returns whether it is done
   */
  const work = async (what: What, send: () => Promise<string>): Promise<boolean> => {
    if (working.current) return false;
    working.current = true;
    setBusy(what);
    setMessage(undefined);
    try {
      const said = await send();
      if (said) announce(said);
      return true;
    } catch (error) {
      setMessage(sayFailure(error));
      return false;
    } finally {
      await lookAgain();
      working.current = false;
      setBusy(undefined);
    }
  };
  return { busy, message, work };
}

/** What stood in the way of something that needs nothing typed; nothing, when the person thought better of it. */
function sayFailure(error: unknown): string | undefined {
  if (isOutage(error)) return 'Latch does not answer just now. Try again in a moment.';
  return toFormFailure(error, []).message;
}
