import { useState } from 'react';
import { onSessionReplaced } from '../../shared/api/session-events';

/** By list. */
type Drafts = Record<string, string>;

/** Of each person this page has shown. */
const drafts = new Map<string, Drafts>();

// Who signs out here takes along what they typed. Who only finds somebody else signed in has it again when they are back.
onSessionReplaced((keeps) => {
  if (keeps !== null) return;
  for (const userId of drafts.keys()) write(userId, {});
  drafts.clear();
});

/** Sets the text; a function gets the text as it is then. */
type SetDraft = (next: string | ((now: string) => string)) => void;

/** Text that was typed for a list and not sent; outlives its page and a reload, but not the tab, and is for who typed it alone. */
export function useKeptDraft(userId: string, list: string): [string, SetDraft] {
  const kept = () => draftsOf(userId)[list] ?? '';
  const [draft, setDraft] = useState(kept);
  const keep: SetDraft = (next) => {
    const text = typeof next === 'string' ? next : next(kept());
    const { [list]: _before, ...others } = draftsOf(userId);
    const own = text ? { ...others, [list]: text } : others;
    drafts.set(userId, own);
    write(userId, own);
    setDraft(text);
  };
  return [draft, keep];
}

function draftsOf(userId: string): Drafts {
  const own = drafts.get(userId) ?? read(userId);
  drafts.set(userId, own);
  return own;
}

function read(userId: string): Drafts {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(nameOf(userId)) ?? '{}');
    const entries = Object.entries(kept ?? {}).filter(([, text]) => typeof text === 'string');
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}

/** If this browser keeps anything. */
function write(userId: string, own: Drafts): void {
  try {
    if (Object.keys(own).length === 0) sessionStorage.removeItem(nameOf(userId));
    else sessionStorage.setItem(nameOf(userId), JSON.stringify(own));
  } catch {
    // It holds all the same, until the page is loaded anew.
  }
}

function nameOf(userId: string): string {
  return `latch.drafts.${userId}`;
}
