import { useKeptNotes } from '../model/todos/use-kept-notes';

/** Sends what was written and kept, once the page is there; nothing of it is needed to draw one. */
export default function KeptNotes({ userId }: { userId: string }) {
  useKeptNotes(userId);
  return null;
}
