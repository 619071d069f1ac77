import { fitTitle } from '@latch/domain/pasted-lines';
import { tidyLine } from '@latch/domain/tidy-line';

/** What becomes of something that another app shared. */
interface SharedTodo {
  /** What is written in the field for a todo. */
  line: string;
  notes: string;
  /** Text of several lines without a title, which may be several todos. */
  lines?: string;
}

const SEVERAL_LINES = /\S\s*[\r\n]\s*\S/;

/**
 * The title is the line; text and link go into the notes. Without a title, text of one line is the line, and a link alone as well.
 * @param search of the address, with the names that the manifest gives
 */
export function sharedTodo(search: string): SharedTodo {
  const parameters = new URLSearchParams(search);
  const given = (name: string) => (parameters.get(name) ?? '').trim();
  const [title, text, url] = [tidyLine(given('title')), given('text'), given('url')];
  const link = text.includes(url) || title === url ? [] : [url];
  if (!title && SEVERAL_LINES.test(text)) return { line: '', notes: '', lines: [text, ...link].join('\n') };
  const whole = title || tidyLine(text) || url;
  const { title: line, notes = '' } = fitTitle(whole, whole);
  const rest = [notes, text, ...link].filter((part) => part && part !== line && tidyLine(part) !== line);
  return { line, notes: [...new Set(rest)].join('\n\n') };
}
