import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { isOutage } from '../api/errors';
import { announce } from '../ui/announcements';
import { toFormFailure } from './form-failure';

interface Press<Id> {
  id: Id;
  send: () => Promise<string>;
}

/**
 * A mutation for a group of buttons, of which one works at a time. Success is announced; what failed is in `message`.
 * @param refresh brings what is shown up to date; also after a failure, as the answer alone may have been lost
 */
export function useButtonMutation<Id extends string = string>(refresh?: () => Promise<unknown>) {
  const [message, setMessage] = useState<string>();
  // A second press can come before `isPending` is rendered.
  const running = useRef(false);
  const { isPending, variables, mutateAsync } = useMutation({
    mutationFn: ({ send }: Press<Id>) => send(),
    onMutate: () => setMessage(undefined),
    onSuccess: (done) => {
      if (done) announce(done);
    },
    // Before the refresh, which may take long when nobody answers.
    onError: (error) => setMessage(formatFailure(error)),
    onSettled: refresh,
  });

  /**
   * @param id names the button at work
   * @param send does it, and gives what to announce; nothing when it shows by itself
   * @returns whether it is done
   */
  const mutate = async (id: Id, send: () => Promise<string>): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    const done = await mutateAsync({ id, send }).then(
      () => true,
      () => false,
    );
    running.current = false;
    return done;
  };
  return { busy: isPending ? variables.id : undefined, message, mutate };
}

/** What stood in the way of something that needs nothing typed; nothing, when the person thought better of it. */
function formatFailure(error: unknown): string | undefined {
  if (isOutage(error)) return 'Latch does not answer just now. Try again in a moment.';
  return toFormFailure(error, []).message;
}
