import { formatClause } from '@latch/domain/filters/format-filter';
import { parseFilter } from '@latch/domain/filters/parse-filter';
import { describe, expect, it } from 'vitest';
import { choiceOf, clauseOf, COMPARISONS, type Comparison, firstChoice, SUBJECTS, withComparison } from './conditions';

const reading = { today: '2026-11-30' };
const clause = (text: string) => parseFilter(text, reading).clauses[0]!.clause;

describe('A condition', () => {
  it.each([
    ['today', 'due on today'],
    ['overdue', 'due before today'],
    ['due after: +7 days', 'due after +7 days'],
    ['created before: 3 weeks ago', 'created before -3 weeks'],
    ['completed on: 27 Nov', 'completed on 27 nov'],
    ['next 7 days', 'due next 7'],
    ['no deadline', 'deadline none '],
    ['no label', 'label none '],
    ['#"R&D"', 'project is R&D'],
    ['##Work', 'project below Work'],
    ['/Later', 'section is Later'],
    ['@home*', 'label is home*'],
    [String.raw`@"50\*"`, String.raw`label is 50\*`],
    [String.raw`@"a\\b"`, String.raw`label is a\\b`],
    ['@*x*', 'label is *x*'],
    ['p4', 'priority is 4'],
    ['is:subtask', 'is is subtask'],
    ['text:"a | b"', 'text contains a | b'],
  ])('%s is chosen as %s', (text, chosen) => {
    const { subject, comparison, value } = choiceOf(clause(text));
    expect(`${subject} ${comparison} ${value}`).toBe(chosen);
    expect(clauseOf({ subject, comparison, value }, reading)).toEqual(clause(text));
  });

  it.each([
    ['due', 'on', ' ', 'Type a day, such as today, Friday, 27 Nov or +7 days.'],
    ['due', 'on', 'soon', '“soon” is not a day. Type a day, such as today, Friday, 27 Nov, 2026-11-27 or +7 days.'],
    ['due', 'next', '0', 'Type a number of days from 1 to 3650.'],
    ['due', 'next', '3651', 'Type a number of days from 1 to 3650.'],
    ['due', 'next', '1e3', 'Type a number of days from 1 to 3650.'],
    ['project', 'is', '', 'Type or choose a name.'],
    ['text', 'contains', '', 'Type the text to find.'],
  ] as const)('is none of %s %s “%s”', (subject, comparison, value, message) => {
    expect(clauseOf({ subject, comparison, value }, reading)).toEqual({ message });
  });

  it('can be read whatever is chosen first', () => {
    for (const { value: subject } of SUBJECTS) {
      const first = firstChoice(subject, ['a*b & c']);
      const filled = subject === 'text' ? { ...first, value: 'x' } : first;
      for (const { value } of COMPARISONS[subject]) {
        const chosen = clauseOf(withComparison(filled, value), reading);
        expect(chosen).not.toHaveProperty('message');
        if ('kind' in chosen) expect(clause(formatClause(chosen))).toEqual(chosen);
      }
    }
  });

  it('keeps its value with another comparison where that can be', () => {
    const choice = { subject: 'due', comparison: 'on', value: 'friday' } as const;
    const values = (['before', 'next', 'none'] as Comparison[]).map((one) => withComparison(choice, one).value);
    expect(values).toEqual(['friday', '7', '']);
    expect(withComparison({ ...choice, comparison: 'next', value: '7' }, 'after').value).toBe('today');
  });
});
