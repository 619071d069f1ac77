import { describe, expect, it } from 'vitest';
import { aSection } from '../../testing/outline-builder';
import { aCompletedTodo, aSubtask, aTodo } from '../../testing/todo-builder';
import { stepOf } from './step';

const [kitchen, garden] = [aSection({ name: 'Kitchen' }), aSection({ name: 'Garden' })];
const sections = [kitchen, garden];
const [a, b] = [aTodo({ title: 'A' }), aTodo({ title: 'B' })];
const child = aSubtask(b, { title: 'Child' });
const oven = aTodo({ title: 'Oven', sectionId: kitchen.id });
const todos = [a, b, child, oven];

describe('stepOf', () => {
  it('goes before and after a neighbour', () => {
    expect(stepOf(b, 'up', todos, sections)).toEqual({ place: { beforeId: a.id }, said: 'Moved above “A”.' });
    expect(stepOf(a, 'down', todos, sections)).toEqual({ place: { afterId: b.id }, said: 'Moved below “B”.' });
  });

  it('passes over what is completed and only lingers', () => {
    const done = aCompletedTodo();
    expect(stepOf(b, 'up', [a, done, b], sections)).toMatchObject({ place: { beforeId: a.id } });
  });

  it('goes on into the next section, and back to the end of the one before', () => {
    const place = { projectId: a.projectId, sectionId: kitchen.id, parentId: null };
    expect(stepOf(b, 'down', todos, sections)).toEqual({ place, said: 'Moved to the section “Kitchen”.' });
    expect(stepOf(oven, 'up', todos, sections)).toMatchObject({ place: { sectionId: null, afterId: b.id } });
    expect(stepOf(oven, 'down', todos, sections)).toMatchObject({ place: { sectionId: garden.id } });
  });

  it('stops at the ends', () => {
    expect(stepOf(a, 'up', todos, sections)).toBe('Already at the top.');
    expect(stepOf(oven, 'down', todos, [kitchen])).toBe('Already at the bottom.');
    expect(stepOf(child, 'up', todos, sections)).toBe('Already at the top.');
  });

  it('goes into the todo above, behind what is in there already', () => {
    expect(stepOf(b, 'in', todos, sections)).toMatchObject({ place: { parentId: a.id } });
    const last = aTodo({ title: 'Last' });
    const place = { parentId: b.id, afterId: child.id };
    expect(stepOf(last, 'in', [a, b, child, last], sections)).toEqual({ place, said: 'Now a subtask of “B”.' });
    expect(stepOf(a, 'in', todos, sections)).toBe('There is no todo above to nest it under.');
  });

  it('comes out behind its parent', () => {
    expect(stepOf(child, 'out', todos, sections)).toMatchObject({ place: { parentId: null, afterId: b.id } });
    expect(stepOf(a, 'out', todos, sections)).toBe('This todo is not a subtask.');
  });

  it('nests no deeper than is shown', () => {
    const deep = [aTodo()];
    for (let depth = 0; depth < 4; depth += 1) deep.push(aSubtask(deep[depth] ?? a));
    const sibling = aSubtask(deep[3] ?? a);
    expect(stepOf(sibling, 'in', [...deep, sibling], [])).toBe('Subtasks cannot be nested any deeper.');
  });
});
