import { useRef, useState } from 'react';
import { isOutage } from '../api/errors';
import { announce } from '../ui/announcements';
import { toFormFailure } from './form-failure';

/**
 * A mutation for a group of buttons, of which one works at a time. Success is announced; what failed is in `message`.
 * @param refresh brings what is shown up to date; also after a failure, as the answer alone may have been lost
 */
export function useButtonMutation<Id extends string = string>(refresh?: () => Promise<unknown>) {
  const [message, setMessage] = useState<string>();
  const [busy, setBusy] = useState<Id>();
  // A second press can come before `busy` is rendered.
  const running = useRef(false);

  /**
   * @param id names the button at work
   * @param send does it, and gives what to announce; nothing when it shows by itself
   * @returns whether it is done
   */
  const mutate = async (id: Id, send: () => Promise<string>): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(id);
    setMessage(undefined);
    try {
      const done = await send();
      if (done) announce(done);
      return true;
    } catch (error) {
      // Before the refresh, which may take long when nobody answers.
      setMessage(formatFailure(error));
      return false;
    } finally {
      await refresh?.().catch((error: unknown) => setMessage(formatFailure(error)));
      running.current = false;
      setBusy(undefined);
    }
  };
  return { busy, message, mutate };
}

/** What stood in the way of something that needs nothing typed; nothing, when the person thought better of it. */
function formatFailure(error: unknown): string | undefined {
  if (isOutage(error)) return 'Latch does not answer just now. Try again in a moment.';
  return toFormFailure(error, []).message;
}
