import type { Section } from '../../model/outline/outline';
import { listOf } from '../../replica/row-store';
import type { Place, Todo } from '../../model/todos/todo';
import { quote } from '../../shared/ui/quote';

/** Which way the keyboard moves a todo. */
export type Way = 'up' | 'down' | 'in' | 'out';

export interface Step {
  place: Place;
  /** Where it went, in words. */
  said: string;
}

/** Subtasks nest to any depth, but no deeper than this by keyboard, which is as deep as is shown. */
const DEEPEST = 4;

/** @returns where one step of the keyboard leads to, or in words why it leads nowhere */
export function stepOf(todo: Todo, way: Way, todos: readonly Todo[], sections: readonly Section[]): Step | string {
  const open = todos.filter(({ completedAt, id }) => completedAt === null || id === todo.id);
  const siblings = open.filter((other) => listOf(other) === listOf(todo));
  const at = siblings.findIndex(({ id }) => id === todo.id);
  const [before, after] = [siblings[at - 1], siblings[at + 1]];
  if (way === 'in') return before ? into(before, open) : 'There is no todo above to nest it under.';
  if (way === 'out') return outOf(todo, open);
  const up = way === 'up';
  const neighbour = up ? before : after;
  if (!neighbour) return beyond(todo, up ? -1 : 1, open, sections);
  const place = up ? { beforeId: neighbour.id } : { afterId: neighbour.id };
  return { place, said: `Moved ${up ? 'above' : 'below'} ${quote(neighbour.title)}.` };
}

function into(parent: Todo, open: readonly Todo[]): Step | string {
  if (depthOf(parent, open) >= DEEPEST) return 'Subtasks cannot be nested any deeper.';
  const last = open.findLast(({ parentId }) => parentId === parent.id);
  const place = { parentId: parent.id, ...(last ? { afterId: last.id } : {}) };
  return { place, said: `Now a subtask of ${quote(parent.title)}.` };
}

function outOf(todo: Todo, open: readonly Todo[]): Step | string {
  const parent = open.find(({ id }) => id === todo.parentId);
  if (!parent) return 'This todo is not a subtask.';
  const place = { parentId: parent.parentId, afterId: parent.id };
  return { place, said: `Moved out of ${quote(parent.title)}.` };
}

/** Past the end of a section a todo goes on into the next one. */
function beyond(todo: Todo, step: 1 | -1, open: readonly Todo[], sections: readonly Section[]): Step | string {
  const edge = step === 1 ? 'Already at the bottom.' : 'Already at the top.';
  if (todo.parentId !== null) return edge;
  const ids = [null, ...sections.map(({ id }) => id)];
  const at = ids.indexOf(todo.sectionId) + step;
  const sectionId = ids[at];
  if (at < 0 || sectionId === undefined) return edge;
  const name = sections.find(({ id }) => id === sectionId)?.name;
  const said = name === undefined ? 'Moved out of its section.' : `Moved to the section ${quote(name)}.`;
  const { projectId } = todo;
  const last = open.findLast((other) => other.parentId === null && other.sectionId === sectionId);
  const end = step === -1 && last ? { afterId: last.id } : {};
  return { place: { projectId, sectionId, parentId: null, ...end }, said };
}

function depthOf(todo: Todo, todos: readonly Todo[]): number {
  const parent = todos.find(({ id }) => id === todo.parentId);
  return parent ? depthOf(parent, todos) + 1 : 0;
}
