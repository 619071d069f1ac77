import { foldText } from '@latch/domain/search/fold-text';

/** Whether every word that was typed begins a word of the text. Nothing typed matches everything. */
export function matches(text: string, typed: string): boolean {
  const words = foldText(text).split(/[\s/_-]+/);
  return foldText(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((wanted) => words.some((word) => word.startsWith(wanted)));
}
