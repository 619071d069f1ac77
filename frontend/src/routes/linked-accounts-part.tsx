import { useQuery } from '@tanstack/react-query';
import { optionsQuery } from '../features/account/api/options-query';
import { linkedProvidersQuery } from '../features/providers/api/linked-providers-query';
import { LinkedAccounts } from '../features/providers/components/linked-accounts';
import { Part } from '../shared/ui/part';

/** The accounts elsewhere, where there are any or could be. */
export function LinkedAccountsPart({ userId, onChanged }: { userId: string; onChanged: () => void }) {
  const { data: options } = useQuery(optionsQuery);
  const { data: linked } = useQuery(linkedProvidersQuery(userId));
  const providers = options?.providers ?? [];
  if (providers.length === 0 && !linked?.items.length) return null;
  return (
    <Part title="Linked accounts">
      <LinkedAccounts userId={userId} providers={providers} onChanged={onChanged} />
    </Part>
  );
}
