import type { Chip, QuickAdd } from '@latch/domain/quick-add';
import { wordsOf } from '@latch/domain/recurrence-words';
import { capitalise } from '@latch/domain/field-words';
import { formatDayInFull, nearName } from '../../../shared/formatters/calendar';
import type { Day } from '../../../shared/formatters/days';
import { formatTime } from '../../../shared/formatters/moments';

/** What a chip says, with what is said before it to who does not see its picture. */
export interface ChipWords {
  before: string;
  words: string;
}

/** What a chip means: of a date the very day, of a name the name. */
export function wordsOfChip(chip: Chip, { fields, chips }: Pick<QuickAdd, 'fields' | 'chips'>, today: Day): ChipWords {
  const { due, start, deadline, recurrence, priority } = fields;
  const has = (kind: Chip['kind']) => chips.some((other) => other.kind === kind);
  switch (chip.kind) {
    case 'due':
      return { before: 'Due ', words: dateInWords(due!, today) };
    case 'time':
      // The chip that says the day says the time as well.
      return {
        before: 'Due ',
        words: has('due') || has('repeat') ? formatTime(due!.slice(11)) : dateInWords(due!, today),
      };
    case 'start':
      return { before: '', words: `Starts ${dateInWords(start!, today)}` };
    case 'deadline':
      return { before: '', words: `Deadline ${dateInWords(deadline!, today)}` };
    case 'repeat':
      if (!recurrence) return { before: 'Repeats ', words: chip.text };
      return {
        before: 'Repeats ',
        words: capitalise(wordsOf(recurrence)) + (has('due') ? '' : `, first ${dayInWords(due!, today)}`),
      };
    case 'priority':
      return { before: '', words: `Priority ${priority}` };
    default:
      return { before: `${capitalise(chip.kind)} `, words: chip.name ?? chip.text };
  }
}

/** "Tomorrow, Tue 1 Dec", "Fri 4 Dec 09:00" */
export function dateInWords(date: string, today: Day): string {
  const near = nearName(date.slice(0, 10), today);
  return `${near ? `${near}, ` : ''}${dayInWords(date, today)}`;
}

function dayInWords(date: string, today: Day): string {
  const time = date.length > 10 ? ` ${formatTime(date.slice(11, 16))}` : '';
  return formatDayInFull(date.slice(0, 10), today) + time;
}
