import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/**
 * Why the way over a provider came to nothing: a code. It is taken out of the address, so that it is not said again when
 * the page is reloaded.
 */
export function useOAuthCallbackError(): string | undefined {
  const { error }: { error?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [kept, keep] = useState(error);
  if (error && error !== kept) keep(error);
  useEffect(() => {
    if (error) void navigate({ to: '.', search: withoutError, replace: true, resetScroll: false });
  }, [error, navigate]);
  return kept;
}

const withoutError = <Search extends object>(search: Search) => ({ ...search, error: undefined });
