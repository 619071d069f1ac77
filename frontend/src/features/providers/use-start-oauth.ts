import { useEffect, useState } from 'react';
import { useButtonMutation } from '../../shared/account-forms/use-button-mutation';
import type { ProviderId } from './api/providers';

/**
 * Goes to a provider: asks for the address first, and then leaves.
 * @param leave takes the browser there
 */
export function useStartOAuth(leave: (url: string) => void = (url) => location.assign(url)) {
  const { busy: asking, message, mutate } = useButtonMutation<ProviderId>();
  const [leftFor, setLeftFor] = useState<ProviderId>();
  // Back from there by the browser's back button, the page stands as it was left.
  useEffect(() => {
    const onShow = ({ persisted }: PageTransitionEvent) => persisted && setLeftFor(undefined);
    addEventListener('pageshow', onShow);
    return () => removeEventListener('pageshow', onShow);
  }, []);

  const start = (provider: ProviderId, readAddress: () => Promise<string>) =>
    mutate(provider, async () => {
      setLeftFor(undefined);
      leave(await readAddress());
      setLeftFor(provider);
      return '';
    });
  return { asking, leavingFor: asking ?? leftFor, message, start };
}
