import { fitTitle, type PastedLine } from '@latch/domain/pasted-lines';
import { tidyLine } from '@latch/domain/tidy-line';
import type { QuickAdd } from '@latch/domain/quick-add';
import type { Outline } from '../../../model/outline/outline';
import type { Draft } from '../../../model/todos/create-many';
import type { NewTodo } from '../../../model/todos/todo';
import type { Day } from '../../../shared/formatters/days';
import { readLine, wantedBy } from './read-line';

/** A todo as it will be made, and what was understood of its line. */
export interface PastedDraft extends Draft {
  read: QuickAdd;
}

export interface ReadingOptions {
  /** What a todo has that is added here. */
  place: Omit<NewTodo, 'title'>;
  outline: Outline | undefined;
  day: Day;
  /** Whether nothing but the title is read. */
  asText: boolean;
}

/** Where a subtask is, which takes neither project nor section, nor what its parent has. */
const BELOW: ReadingOptions['place'] = { parentId: 'above' };

/** The todos that pasted lines say, each as its line would if it was typed there. */
export function pastedDrafts(lines: readonly PastedLine[], { place, ...options }: ReadingOptions): PastedDraft[] {
  return lines.map(({ text, depth, isDone }) => {
    const here = { ...options, place: depth > 0 ? BELOW : place };
    const draft = draftOf(text, here);
    // What is done once does not repeat.
    const isOnce = isDone && draft.wanted.recurrence;
    return { ...(isOnce ? draftOf(text, { ...here, asText: true }) : draft), depth, isDone };
  });
}

/** The one todo that a line says. @param whole what goes to the notes where a title cannot hold it */
export function draftOf(line: string, { place, outline, day, asText }: ReadingOptions, whole = line) {
  const text: QuickAdd = { title: line, chips: [], offers: [], fields: {} };
  const understood = asText ? text : readLine(line, place, outline, [], day);
  // A line of which nothing is left is text.
  const read = tidyLine(understood.title) ? understood : text;
  const { title, notes } = fitTitle(tidyLine(read.title), whole);
  const wanted = { ...wantedBy(place, { ...read, title }), ...(notes !== undefined && { notes }) };
  return { wanted, read: { ...read, title } };
}
