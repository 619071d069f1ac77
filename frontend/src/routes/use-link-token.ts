import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/**
 * The token of a link in a mail, or the code of one that `npm start` prints, from the fragment, which no server and no other page is ever told. It is taken out of the
 * address bar at once, so that it stays in no history and in no picture of the screen.
 * @param name what it is called in the fragment
 * @returns undefined when there was none
 */
export function useLinkToken(name: 'token' | 'invitation' | 'code' = 'token'): string | undefined {
  const hash = useLocation({ select: (location) => location.hash });
  const navigate = useNavigate();
  const found = tokenIn(hash, name);
  const [token, setToken] = useState(found);
  // Another link opened in the same tab.
  if (found && found !== token) setToken(found);
  useEffect(() => {
    if (hash) void navigate({ to: '.', hash: '', replace: true, resetScroll: false });
  }, [hash, navigate]);
  return token;
}

function tokenIn(hash: string, name: string): string | undefined {
  return new URLSearchParams(hash).get(name) || undefined;
}
