import { type DateMove, type DateText, writtenDay } from '@latch/domain/dates';
import { calledOf, capitalise } from '@latch/domain/field-words';
import type { Recurrence } from '@latch/domain/recurrence';
import { wordsOf } from '@latch/domain/recurrence-words';
import { formatReminders } from '@latch/domain/reminders';
import { todoFields } from '@latch/domain/todo-fields';
import { today } from '../../shared/formatters/clock';
import { formatDateText } from '../../shared/formatters/dates';
import { quote } from '../../shared/ui/quote';
import { nextDatesOf, occurrencesOf } from './repetition';
import type { DateName, Todo, TodoPatch } from './todo';
import { nameOf } from './todo-context';
import { type FieldWriters, list, type OneOrMany } from './field-writers';

/** What is done to todos as time goes on. */
export interface PlanningActions {
  setCompleted: (todos: OneOrMany, completed: boolean) => void;
  /** @param date null for none */
  setDate: (todos: OneOrMany, name: DateName, date: DateText | null) => void;
  /** @param due its date from now on, the first one of the rule */
  setRecurrence: (todo: Todo, recurrence: Recurrence | null, due: DateText | null) => void;
  /** @param reminders minutes before its due time */
  setReminders: (todo: Todo, reminders: number[]) => void;
  /** Moves those that repeat on to their next dates, without completing this one; the others stay. */
  skip: (todos: OneOrMany) => void;
  /** Moves due dates onto a day, or by days; their times stay. @param said what is announced */
  moveDue: (todos: readonly Todo[], move: DateMove, said: string) => void;
}

export function planningActions({ patchOne, editMany, set }: FieldWriters): PlanningActions {
  return {
    setCompleted: (chosen: OneOrMany, completed: boolean) => {
      const todos = list(chosen);
      const [only] = todos;
      const said = (name: string) => `${completed ? 'Completed' : 'Reopened'} ${name}`;
      const occurrences = completed ? occurrencesOf(todos, true) : [];
      if (occurrences.length === 0 || !only) return set(todos, { completed }, said);
      const say = said(nameOf(todos));
      if (todos.length > 1) return editMany(todos, { completed, occurrences }, say);
      const next = nextDatesOf(only)?.due;
      const then = next ? `${say}, next ${formatDateText(next, today())}` : say;
      const { completionId, doneAt } = occurrences[0]!;
      patchOne(only, { completed, completionId, doneAt }, { say: then, did: say });
    },
    setDate: (chosen: OneOrMany, name: DateName, date: DateText | null) => {
      const called = calledOf(name, todoFields[name]);
      const said = date === null ? '' : formatDateText(date, today());
      const words = (whose: string) =>
        date === null ? `No ${called} for ${whose}` : `${capitalise(called)} of ${whose}: ${said}`;
      const todos = list(chosen);
      set(
        todos,
        { [name]: date, ...(name === 'due' && todos.length === 1 && repeatsAt(todos[0]!, date)) },
        words,
        called,
      );
    },
    setRecurrence: (todo: Todo, recurrence: Recurrence | null, due: DateText | null) => {
      const name = quote(todo.title);
      const say = recurrence ? `${name} repeats ${wordsOf(recurrence)}` : `${name} does not repeat`;
      const patch = due === todo.due ? { recurrence } : { recurrence, due };
      patchOne(todo, patch, { say, did: `Changed how ${name} repeats` });
    },
    setReminders: (todo: Todo, reminders: number[]) => {
      const name = quote(todo.title);
      const say =
        reminders.length === 0 ? `No reminders of ${name}` : `Reminders of ${name}: ${formatReminders(reminders)}`;
      patchOne(todo, { reminders }, { say, did: `Changed the reminders of ${name}` });
    },
    skip: (chosen: OneOrMany) => {
      const todos = list(chosen).filter((todo) => nextDatesOf(todo));
      const [only] = todos;
      if (!only) return;
      const say = `Skipped ${todos.length === 1 ? 'a date' : 'dates'} of ${nameOf(todos)}`;
      if (todos.length > 1) editMany(todos, { skipped: true, occurrences: occurrencesOf(todos, false) }, say);
      else patchOne(only, { skipped: true, doneAt: new Date().toISOString() }, { say });
    },
    moveDue: (todos: readonly Todo[], move: DateMove, said: string) => editMany(todos, { moveDue: move }, said),
  };
}

/** The dates of a rule have the time and the zone of its anchor, so a time that is set is that of the further dates as well. */
function repeatsAt({ recurrence }: Todo, due: DateText | null): Pick<TodoPatch, 'recurrence'> {
  if (!recurrence || due === null) return {};
  const anchor = writtenDay(recurrence.anchor) + due.slice(10);
  return anchor === recurrence.anchor ? {} : { recurrence: { ...recurrence, anchor } };
}
