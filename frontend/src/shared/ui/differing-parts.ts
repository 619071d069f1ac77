/** A part of a text; whether it is not in the other one. */
export interface Part {
  text: string;
  differs: boolean;
}

/** Two texts of more words than that, multiplied, are not compared. */
const MOST = 4_000_000;

/** @returns a text in parts, of which some are not in the other text. One part where little is the same. */
export function differingParts(text: string, other: string): Part[] {
  const whole = [{ text, differs: false }];
  const [words, others] = [wordsOf(text), wordsOf(other)];
  if (text === other || words.length * others.length > MOST) return whole;
  const common = commonWords(words, others);
  const isWord = (word: string) => word.trim() !== '';
  const [same, all] = [words.filter((word, index) => common.has(index) && isWord(word)), words.filter(isWord)];
  if (same.length * 2 < all.length) return whole;
  const parts: Part[] = [];
  for (const [index, word] of words.entries()) {
    const last = parts.at(-1);
    // A blank between two words that differ belongs to them.
    const isBetween = !isWord(word) && last?.differs && index + 1 < words.length && !common.has(index + 1);
    const differs = !common.has(index) || !!isBetween;
    if (last?.differs === differs) last.text += word;
    else parts.push({ text: word, differs });
  }
  return parts;
}

const wordsOf = (text: string) => text.split(/(\s+)/).filter((word) => word !== '');

/** @returns the places of a longest sequence of words that both have in the same order */
function commonWords(words: readonly string[], others: readonly string[]): Set<number> {
  const width = others.length + 1;
  // Of what comes after two places: how many words are common.
  const lengths = new Uint16Array((words.length + 1) * width);
  const lengthAt = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = words.length - 1; i >= 0; i -= 1)
    for (let j = others.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] =
        words[i] === others[j] ? lengthAt(i + 1, j + 1) + 1 : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
  const common = new Set<number>();
  for (let i = 0, j = 0; i < words.length && j < others.length;) {
    if (words[i] === others[j]) {
      common.add(i);
      i += 1;
      j += 1;
    } else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i += 1;
    else j += 1;
  }
  return common;
}
