import { useQueryClient } from '@tanstack/react-query';
import { useButtonMutation } from '../../shared/account-forms/use-button-mutation';
import { changeUser, type UserChange } from './api/change-user';
import { revokeInvitation } from './api/invite';
import { type ListedUser, peopleQueries, type SentInvitation } from './api/people-queries';
import { formatChanged } from './change-messages';
import { nameOf } from './person-formatters';

/** What an administrator does at the press of a button. What is done is said; what could not be done is in `message`. */
export function usePeopleMutations(userId: string) {
  const client = useQueryClient();
  const { busy, message, mutate } = useButtonMutation(() =>
    client.invalidateQueries({ queryKey: peopleQueries.all(userId) }),
  );
  return {
    /** The id of whose account or of the invitation at work. */
    busy,
    message,
    change: (change: UserChange, user: ListedUser) =>
      mutate(user.id, async () => {
        await changeUser(userId, change, user.id);
        return formatChanged(change, nameOf(user));
      }),
    takeBack: ({ id, email }: SentInvitation) =>
      mutate(id, async () => {
        await revokeInvitation(userId, id);
        return `The invitation for ${email} is revoked.`;
      }),
  };
}
