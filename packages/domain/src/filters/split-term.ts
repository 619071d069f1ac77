import { type ClauseProblem, readClause } from './clause-reader.js';
import type { FilterReading } from './filter.js';
import type { TermToken } from './filter-tokens.js';

/** More are not tried: it would be work. */
const MOST_PARTS = 8;
/** Once a text has been so much work, its terms are taken as they are. */
const MOST_TRIES = 50;

/** Whether a term is several conditions with nothing but a blank or a comma between them, and what joins them then. */
export function splitTerm({ head, quoted, ...range }: TermToken, reading: FilterReading): ClauseProblem | undefined {
  // A part by itself may begin a quote where none was.
  if (quoted || /["“„«]/.test(head) || reading.work.tries > MOST_TRIES) return undefined;
  const isClause = (part: string) => {
    reading.work.tries++;
    return 'kind' in readClause({ ...range, head: part, quoted: undefined }, reading);
  };
  const listed = head.split(',').map((part) => part.trim());
  if (listed.length > 1 && listed.length <= MOST_PARTS && listed.every((part) => part !== '' && isClause(part)))
    return {
      message: 'A comma is not an operator. Type | for or, & for and.',
      suggestion: listed.join(' | '),
    };
  const parts = clausesOf(head.split(/\s+/), isClause);
  if (!parts) return undefined;
  const suggestion = parts.join(' & ');
  return {
    message: `An operator is missing between two conditions. Type & for and, | for or, such as: ${suggestion}`,
    suggestion,
  };
}

/** Words as conditions, each as long as it can be. */
function clausesOf(words: string[], isClause: (part: string) => boolean): string[] | undefined {
  if (words.length > MOST_PARTS) return undefined;
  const parts: string[] = [];
  for (let from = 0; from < words.length;) {
    let to = words.length;
    while (to > from && !isClause(words.slice(from, to).join(' '))) to--;
    if (to === from) return undefined;
    parts.push(words.slice(from, to).join(' '));
    from = to;
  }
  return parts;
}
