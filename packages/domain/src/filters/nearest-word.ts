/** A longer word is no slip of one of these, and would be work. */
const MOST_LENGTH = 20;

/** The word that was probably meant: at most a third of it, and two letters, are other, missing or too many. */
export function nearestWord(typed: string, words: readonly string[]): string | undefined {
  if (typed.length < 3 || typed.length > MOST_LENGTH) return undefined;
  let best: string | undefined;
  let least = 3;
  for (const word of words) {
    const distance = editDistance(typed, word);
    if (distance < least && distance * 3 <= word.length) [best, least] = [word, distance];
  }
  return best;
}

/** How many letters one has to add, to leave out, to replace or to swap with their neighbour. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const replaced = rows[i - 1]![j - 1]! + (same ? 0 : 1);
      const swap = swapped ? rows[i - 2]![j - 2]! + 1 : Infinity;
      row[j] = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, replaced, swap);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
