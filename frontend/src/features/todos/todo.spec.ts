import { describe, expect, it } from 'vitest';
import { aCompletedTodo, aTodo } from '../../testing/todo-builder';
import { changesBetween, inverse, notesProblem, patched, tidyTitle, titleProblem } from './todo';

describe('titleProblem', () => {
  it.each(['', '   ', '\n'])('refuses the empty title %j', (title) => {
    expect(titleProblem(title)).toBe('Give the todo a title.');
  });

  it('counts characters as the server does: an emoji is one', () => {
    expect(titleProblem('😀'.repeat(500))).toBeNull();
    expect(titleProblem('😀'.repeat(501))).toContain('this one has 501');
  });

  it('does not count what is trimmed', () => {
    expect(titleProblem(` ${'x'.repeat(500)} `)).toBeNull();
  });
});

it('notesProblem refuses more than 20,000 characters', () => {
  expect(notesProblem('x'.repeat(20_000))).toBeNull();
  expect(notesProblem('x'.repeat(20_001))).toContain('20001');
});

it('tidyTitle makes one line of several and keeps every word', () => {
  expect(tidyTitle('  Milk\r\n\n bread\n')).toBe('Milk bread');
});

describe('patched', () => {
  const now = new Date('2026-11-21T09:00:00.000Z');

  it('completes at the time given, and keeps an earlier one', () => {
    const done = aCompletedTodo();
    expect(patched(aTodo(), { completed: true }, now).completedAt).toBe(now.toISOString());
    expect(patched(done, { completed: true }, now).completedAt).toBe(done.completedAt);
  });

  it('changes nothing that is not in the patch', () => {
    const todo = aCompletedTodo({ notes: 'Notes' });
    expect(patched(todo, { title: 'New' })).toEqual({ ...todo, title: 'New' });
  });

  it('is taken back by the inverse', () => {
    const todo = aTodo({ title: 'Old', notes: 'Old notes' });
    const patch = { title: 'New', notes: '', completed: true };
    expect(patched(patched(todo, patch), inverse(todo, patch))).toEqual(todo);
  });
});

describe('changesBetween', () => {
  it('has only what changed', () => {
    const todo = aTodo({ title: 'Old', notes: 'Same' });
    expect(changesBetween(todo, { title: 'New', notes: 'Same' })).toEqual({ title: 'New' });
    expect(changesBetween(todo, { title: 'Old', notes: '' })).toEqual({ notes: '' });
  });

  it('is null when nothing did', () => {
    const todo = aTodo();
    expect(changesBetween(todo, todo)).toBeNull();
  });
});
