import { useState } from 'react';
import { onSessionReplaced } from '../../shared/api/session-events';

/** By user, then by list. */
const drafts = new Map<string, Map<string, string>>();

onSessionReplaced((keeps) => {
  for (const userId of drafts.keys()) if (userId !== keeps) drafts.delete(userId);
});

/** Sets the text; a function gets the text as it is then. */
type SetDraft = (next: string | ((now: string) => string)) => void;

/** Text that was typed for a list and not sent; outlives its page, but not the tab, and goes with the person who typed it. */
export function useKeptDraft(userId: string, list: string): [string, SetDraft] {
  const kept = () => drafts.get(userId)?.get(list) ?? '';
  const [draft, setDraft] = useState(kept);
  const keep: SetDraft = (next) => {
    const text = typeof next === 'string' ? next : next(kept());
    const own = drafts.get(userId) ?? new Map<string, string>();
    if (text) drafts.set(userId, own.set(list, text));
    else own.delete(list);
    setDraft(text);
  };
  return [draft, keep];
}
