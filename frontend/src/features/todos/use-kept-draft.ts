import { useState } from 'react';
import { onSessionReplaced } from '../../shared/api/session-events';

const drafts = new Map<string, string>();

onSessionReplaced((keeps) => {
  for (const userId of drafts.keys()) if (userId !== keeps) drafts.delete(userId);
});

/** Text that was typed and not sent; outlives its page, but not the tab, and goes with the person who typed it. */
export function useKeptDraft(userId: string): [string, (text: string) => void] {
  const [draft, setDraft] = useState(() => drafts.get(userId) ?? '');
  const keep = (text: string) => {
    if (text) drafts.set(userId, text);
    else drafts.delete(userId);
    setDraft(text);
  };
  return [draft, keep];
}
