import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { linkedProvidersQuery } from '../features/providers/api/linked-providers-query';
import { clearLinkingProvider, readLinkingProvider } from '../features/providers/oauth-state';
import { formatOAuthError } from '../features/providers/oauth-callback-error';
import { Banner } from '../shared/ui/banner';
import { useOAuthCallbackError } from './use-oauth-callback-error';

/** What it came to that somebody went to a provider to link an account there; nothing for who did not. */
export function OAuthCallbackResult({ userId }: { userId: string }) {
  const error = useOAuthCallbackError();
  const [linking] = useState(readLinkingProvider);
  useEffect(clearLinkingProvider, []);
  const { data } = useQuery(linkedProvidersQuery(userId));
  if (error) return <Banner tone="danger">{formatOAuthError(error)}</Banner>;
  const linked = data?.items.find(({ provider }) => provider === linking);
  return linked ? <Banner>{`${linked.name} is linked now: you can sign in with it.`}</Banner> : null;
}
