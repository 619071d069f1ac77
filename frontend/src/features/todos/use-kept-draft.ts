import { useState } from 'react';

const drafts = new Map<string, string>();

/** Text that was typed and not sent; outlives its page, but not the tab, and never reaches another person. */
export function useKeptDraft(userId: string): [string, (text: string) => void] {
  const [draft, setDraft] = useState(() => drafts.get(userId) ?? '');
  const keep = (text: string) => {
    if (text) drafts.set(userId, text);
    else drafts.delete(userId);
    setDraft(text);
  };
  return [draft, keep];
}
