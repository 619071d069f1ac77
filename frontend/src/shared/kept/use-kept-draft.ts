import { useSyncExternalStore } from 'react';
import { createStore } from '../api/external-store';
import { onSessionReplaced } from '../api/session-events';

/** Of one person, by the name of the field. */
type Drafts = Readonly<Record<string, string>>;

/** Of each person this page has shown. */
const drafts = new Map<string, Drafts>();
/** Counts changes, so that each field shows what another part of the page writes into it. */
const changes = createStore(0);

// When another person signs in they stay, for their owner's return.
onSessionReplaced((keeps) => keeps ?? dropKeptDrafts());

/** Drops them: their owner signed out, here or in another tab, or has no account any more. */
export function dropKeptDrafts(): void {
  for (const userId of drafts.keys()) write(userId, {});
}

/** Sets the text; a function gets the text as it is then. */
type SetDraft = (next: string | ((now: string) => string)) => void;

/** Text typed in a field and not sent. It outlives its page and a reload, but not the tab, and only its author sees it. */
export function useKeptDraft(userId: string, field: string): [string, SetDraft] {
  const draft = useSyncExternalStore(changes.subscribe, () => keptDraft(userId, field));
  const setDraft: SetDraft = (next) => {
    const { [field]: now = '', ...others } = draftsOf(userId);
    const text = typeof next === 'string' ? next : next(now);
    write(userId, text ? { ...others, [field]: text } : others);
  };
  return [draft, setDraft];
}

/** The text that is typed in a field at this moment. */
export function keptDraft(userId: string, field: string): string {
  return draftsOf(userId)[field] ?? '';
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

function write(userId: string, own: Drafts): void {
  drafts.set(userId, own);
  changes.set(changes.get() + 1);
  try {
    if (Object.keys(own).length === 0) sessionStorage.removeItem(nameOf(userId));
    else sessionStorage.setItem(nameOf(userId), JSON.stringify(own));
  } catch {
    // The browser keeps nothing: it holds until the page is loaded anew.
  }
}

function nameOf(userId: string): string {
  return `latch.drafts.${userId}`;
}
