/** Queries of saved filters that were changed and neither saved nor discarded, until the page is loaded anew. */
const drafts = new Map<string, string>();

export const draftOf = (filterId: string): string | undefined => drafts.get(filterId);

/** @param query undefined when it is saved or discarded */
export function keepDraft(filterId: string, query: string | undefined): void {
  if (query === undefined) drafts.delete(filterId);
  else drafts.set(filterId, query);
}
