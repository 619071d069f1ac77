import { useQuery } from '@tanstack/react-query';
import { optionsQuery } from '../features/account/api/options-query';
import { sayComingBack } from '../features/providers/coming-back';
import { Banner } from '../shared/ui/banner';
import { useComingBack } from './use-coming-back';

/** What the way over a provider came to; nothing for who did not go it. */
export function CameBack() {
  const { error, linked } = useComingBack();
  const { data: options } = useQuery(optionsQuery);
  if (error) return <Banner tone="danger">{sayComingBack(error)}</Banner>;
  const provider = options?.providers.find(({ id }) => id === linked);
  return provider ? <Banner>{provider.name} is linked now: you can sign in with it.</Banner> : null;
}
