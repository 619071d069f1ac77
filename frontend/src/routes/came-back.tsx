import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { linkedProvidersQuery } from '../features/providers/api/linked-providers-query';
import { forgetLinkBegun, linkBegun } from '../features/providers/begun-link';
import { sayComingBack } from '../features/providers/coming-back';
import { Banner } from '../shared/ui/banner';
import { useComingBack } from './use-coming-back';

/** What it came to that somebody went to a provider to link an account there; nothing for who did not. */
export function CameBack({ userId }: { userId: string }) {
  const error = useComingBack();
  const [begun] = useState(linkBegun);
  useEffect(forgetLinkBegun, []);
  const { data } = useQuery(linkedProvidersQuery(userId));
  if (error) return <Banner tone="danger">{sayComingBack(error)}</Banner>;
  const linked = data?.items.find(({ provider }) => provider === begun);
  return linked ? <Banner>{`${linked.name} is linked now: you can sign in with it.`}</Banner> : null;
}
