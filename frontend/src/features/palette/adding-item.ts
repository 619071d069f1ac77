import { readLine, wantedBy } from '../../entities/todo/quick-add/read-line';
import { wordsOfChip } from '../../entities/todo/quick-add/chip-words';
import type { Outline } from '../../model/outline/outline';
import { titleProblem } from '../../model/todos/todo';
import type { Day } from '../../shared/formatters/days';
import type { PaletteItem } from './palette-items';

/**
 * The todo that a line would be in the Inbox, with what is understood of it. Nothing for a line without a title, or with no more
 * than one, as most searches are.
 */
export function addingItem(typed: string, outline: Outline | undefined, day: Day): PaletteItem | undefined {
  const read = readLine(typed, {}, outline, [], day);
  if (read.chips.length === 0 || titleProblem(read.title)) return undefined;
  const where = read.chips.map((chip) => wordsOfChip(chip, read, day).words).join(' · ');
  return { kind: 'add', id: 'add todo', label: read.title, wanted: wantedBy({}, read), where };
}
