import { useQueryClient } from '@tanstack/react-query';
import { useButtonMutation } from '../../shared/account-forms/use-button-mutation';
import { type LinkedProvider, linkedProvidersQuery, type ProviderId, unlinkProvider } from './api/providers';

/** Unlinks accounts elsewhere. What is done is said; what could not be done is in `message`. */
export function useUnlink(userId: string, onChanged: () => void) {
  const client = useQueryClient();
  const { busy, message, mutate } = useButtonMutation<ProviderId>(async () => {
    await client.invalidateQueries({ queryKey: linkedProvidersQuery(userId).queryKey });
    onChanged();
  });
  const unlink = ({ provider, name }: LinkedProvider) =>
    mutate(provider, async () => {
      await unlinkProvider(userId, provider);
      return `${name} is linked no longer.`;
    });
  return { busy, message, unlink };
}
