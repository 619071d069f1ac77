import { useEffect, useState } from 'react';
import { useDeeds } from '../../shared/account-forms/use-deeds';
import type { ProviderId } from './api/linked-providers-query';

/**
 * Goes to a provider: asks for the way first, and leaves then.
 * @param leave takes the browser there
 */
export function useGoing(leave: (url: string) => void = (url) => location.assign(url)) {
  const { busy: asking, message, work } = useDeeds<ProviderId>();
  const [leavingFor, setLeavingFor] = useState<ProviderId>();
  // Back from there by the browser's back button, the page stands as it was left.
  useEffect(() => {
    const onShow = ({ persisted }: PageTransitionEvent) => persisted && setLeavingFor(undefined);
    addEventListener('pageshow', onShow);
    return () => removeEventListener('pageshow', onShow);
  }, []);

  const go = (to: ProviderId, askForWay: () => Promise<string>) =>
    work(to, async () => {
      setLeavingFor(undefined);
      leave(await askForWay());
      setLeavingFor(to);
      return '';
    });
  return { asking, goingTo: asking ?? leavingFor, message, go };
}
