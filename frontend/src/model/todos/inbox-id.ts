import type { Replica } from '../../replica/replica';
import { INBOX } from '../outline/outline';

/** The id of the Inbox; `inbox` until it is known. */
export function inboxId(rows: Replica['shown']): string {
  for (const { id, inbox } of rows.all('projects')) if (inbox) return id;
  return INBOX;
}
