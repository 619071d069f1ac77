import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

interface ComingBack {
  /** Why it came to nothing: a code. */
  error?: string;
  /** The provider that is linked now. */
  linked?: string;
}

/** What the way over a provider came to. It is taken out of the address, so that it is not said again when the page is reloaded. */
export function useComingBack(): ComingBack {
  const { error, linked }: ComingBack = useSearch({ strict: false });
  const navigate = useNavigate();
  const [kept, keep] = useState<ComingBack>({ error, linked });
  const isNew = Boolean(error ?? linked);
  if (isNew && (error !== kept.error || linked !== kept.linked)) keep({ error, linked });
  useEffect(() => {
    if (isNew) void navigate({ to: '.', search: without, replace: true, resetScroll: false });
  }, [isNew, navigate]);
  return kept;
}

const without = <Search extends object>(search: Search) => ({ ...search, error: undefined, linked: undefined });
