/** Two edits are the most that anything is found with. */
const TOO_FAR = 3;
/** The row above the one above, the row above, and the row that is filled; kept, as thousands of words are compared at each key. */
const rows = [new Uint8Array(256), new Uint8Array(256), new Uint8Array(256)] as [Uint8Array, Uint8Array, Uint8Array];
const MOST_LENGTH = 250;

export interface Distance {
  /** From all of the other word. */
  whole: number;
  /** From its nearest beginning that ends with the same letter, or with the last two swapped. */
  beginning: number;
}

const FAR: Distance = { whole: TOO_FAR, beginning: TOO_FAR };
const result: Distance = { whole: 0, beginning: 0 };

/**
 * How many letters are to be added, left out, replaced or swapped with their neighbour, to make one word of the other. More than
 * `most` are not counted. @param most at most 2 @returns an object that the next call changes
 */
export function editDistance(word: string, other: string, most: number): Readonly<Distance> {
  const width = Math.min(other.length, word.length + most);
  if (other.length + most < word.length || width > MOST_LENGTH) return FAR;
  let [before, above, row] = rows;
  for (let column = 0; column <= width; column++) above[column] = column;
  for (let line = 1; line <= word.length; line++) {
    const least = fillRow(word, other, line, width, before, above, row);
    if (least > most) return FAR;
    [before, above, row] = [above, row, before];
  }
  result.whole = other.length === width ? Math.min(above[width]!, TOO_FAR) : TOO_FAR;
  result.beginning = nearestBeginning(word, other, width, above);
  return result;
}

/** @returns the least of the row */
function fillRow(
  word: string,
  other: string,
  line: number,
  width: number,
  before: Uint8Array,
  above: Uint8Array,
  row: Uint8Array,
): number {
  const letter = word.charCodeAt(line - 1);
  const last = word.charCodeAt(line - 2);
  row[0] = Math.min(line, 255);
  let least = row[0];
  for (let column = 1; column <= width; column++) {
    const beside = other.charCodeAt(column - 1);
    let edits = above[column - 1]! + (letter === beside ? 0 : 1);
    edits = Math.min(edits, above[column]! + 1, row[column - 1]! + 1);
    if (line > 1 && column > 1 && last === beside && letter === other.charCodeAt(column - 2))
      edits = Math.min(edits, before[column - 2]! + 1);
    row[column] = edits;
    if (edits < least) least = edits;
  }
  return least;
}

/** One more letter at the end is no slip of a beginning: "cats" would find all that begins with "cat". */
function nearestBeginning(word: string, other: string, width: number, row: Uint8Array): number {
  const [end, last] = [word.at(-1), word.at(-2)];
  let least = TOO_FAR;
  for (let column = 2; column <= width; column++) {
    const isEnd = other[column - 1] === end || (other[column - 1] === last && other[column - 2] === end);
    if (isEnd) least = Math.min(least, row[column]!);
  }
  return least;
}
