import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type { Outline, Things, Todo } from './things.js';

/** What somebody does, with numbers that pick what it is done with among what is there by then. */
export interface Step {
  kind: number;
  a: number;
  b: number;
  c: number;
  flag: boolean;
  /** Under the same change as the step before, as one that takes several requests. */
  along: boolean;
  /** Which of the requests that were answered is sent again after it, if any. */
  again: number | null;
}

export interface Now {
  outline: Outline;
  /** Of every project in turn, in the order they are shown in. */
  open: Todo[];
  /** Completed ones too, by id. */
  all: Todo[];
}

export const steps = fc.array(
  fc.record({
    kind: fc.nat(99),
    a: fc.nat(20),
    b: fc.nat(20),
    c: fc.nat(20),
    flag: fc.boolean(),
    along: fc.boolean(),
    again: fc.option(fc.nat(20)),
  }),
  {
    minLength: 1,
    maxLength: 14,
  },
);

const COLOURS = ['red', 'green', 'blue'];
/** Of the last one there is one date. */
const RULES = ['FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=MO,FR', 'FREQ=DAILY;COUNT=3', 'FREQ=DAILY;COUNT=1'];
const QUERIES = ['today', 'overdue & p1', '@home* | ##Work', '!(due before: +7 days)', 'is:completed'];
const repeating = (todos: Todo[]) => todos.filter(({ recurrence }) => recurrence !== null);
const pick = <T>(from: T[], n: number): T | undefined => (from.length === 0 ? undefined : from[n % from.length]);

/** One request; undefined when there is nothing to do it with. */
export type Request = ['post' | 'patch' | 'delete', string, object?] | undefined;

export const onTodos: ((now: Now, step: Step) => Request)[] = [
  (now, { a, b, c, flag }) => ['post', 'todos', { title: `todo ${a}`, priority: (b % 4) + 1, ...target(now, c, flag) }],
  (now, { a, b, c, flag }) => [
    'post',
    'todos',
    { title: `todo ${b}`, labelIds: some(now.outline.labels, a), ...target(now, c, flag) },
  ],
  (now, { a, b, c }) => {
    const todo = pick(now.all, a);
    const fields = [
      { title: `title ${c}` },
      { notes: `notes ${c}` },
      { priority: (c % 4) + 1 },
      {
        due: `2026-12-${10 + c}`,
        start: `2026-11-${10 + c}T09:00`,
        deadline: `2027-01-${10 + c}T18:30[Europe/Lisbon]`,
        reminders: [c, 10 * b + 30],
      },
    ];
    return todo && ['patch', `todos/${todo.id}`, { ...pick(fields, b), labelIds: some(now.outline.labels, c) }];
  },
  (now, { a, flag }) => {
    const todo = pick(now.all, a);
    return todo && ['patch', `todos/${todo.id}`, { completed: flag }];
  },
  (now, { a, b, c, flag }) => {
    const recurrence = { rule: pick(RULES, b), anchor: `2026-11-${10 + c}`, from: flag ? 'due' : 'completion' };
    return ['post', 'todos', { title: `todo ${a}`, due: recurrence.anchor, recurrence, ...target(now, c, flag) }];
  },
  (now, { a, b, c }) => {
    const todo = pick(repeating(now.all), a) ?? pick(now.all, a);
    const recurrence = { rule: pick(RULES, c), anchor: '2026-11-30', from: 'due' };
    const fields = [{ completed: true }, { skipped: true }, { due: '2026-11-30', recurrence }, { due: null }];
    return todo && ['patch', `todos/${todo.id}`, { ...pick(fields, b), version: Math.max(1, todo.version - (c % 3)) }];
  },
  (now, { a, b }) => {
    const todos = repeating(now.open).slice(0, 2);
    const ids = [...new Set([...todos.map(({ id }) => id), ...some(now.open, a)])];
    const occurrences = todos.map(({ id, version }) => ({ id, version: Math.max(1, version - (b % 2)) }));
    return ids.length > 0 ? ['post', 'todos/bulk', { ids, completed: true, occurrences }] : undefined;
  },
  (now, { a, b, flag }) => {
    const todo = pick(now.open, a);
    return todo && ['post', `todos/${todo.id}/move`, target(now, b, flag)];
  },
  (now, { a, b, flag }) => {
    const [todo, beside] = [pick(now.open, a), pick(now.open, b)];
    return todo && beside && ['post', `todos/${todo.id}/move`, besides(beside, flag)];
  },
  (now, { a }) => {
    const todo = pick(now.all, a);
    return todo && ['delete', `todos/${todo.id}`];
  },
  (now, { a, b, c, flag }) => {
    const ids = some(now.open, a);
    const edits = [
      { completed: flag },
      { priority: 1, due: flag ? null : '2026-12-31' },
      { addLabelIds: some(now.outline.labels, c), removeLabelIds: some(now.outline.labels, b).slice(0, 1) },
      { place: target(now, c, flag) },
      { place: pick(now.open, c) && besides(pick(now.open, c)!, flag) },
      { moveDue: flag ? { days: c - 10 } : { day: '2027-02-28' } },
      { deleted: true },
    ];
    return ids.length > 0 ? ['post', 'todos/bulk', { ids, ...pick(edits, b) }] : undefined;
  },
  () => ['delete', 'todos?status=completed'],
];

export const onOthers: ((now: Now, step: Step) => Request)[] = [
  ({ outline }, { a, b, flag }) => {
    const parent = pick(outline.projects.slice(1), b);
    return ['post', 'projects', { name: `project ${a}`, ...(flag && parent ? { parentId: parent.id } : {}) }];
  },
  ({ outline }, { a, b, flag }) => {
    const project = pick(outline.projects, a);
    const fields = [{ name: `name ${b}` }, { colour: pick(COLOURS, b) }, { archived: flag }, { layout: 'board' }];
    return project && ['patch', `projects/${project.id}`, { favourite: flag, ...pick(fields, b) }];
  },
  ({ outline }, { a, b, c, flag }) => {
    const [project, parent] = [pick(outline.projects.slice(1), a), pick(outline.projects, b)!];
    const siblings = outline.projects.filter(({ parentId }) => parentId === (flag ? parent.id : null));
    const beside = pick(siblings, c)?.id ?? null;
    return project && ['post', `projects/${project.id}/move`, { parentId: flag ? parent.id : null, afterId: beside }];
  },
  ({ outline }, { a }) => {
    const project = pick(outline.projects.slice(1), a);
    return project && ['delete', `projects/${project.id}`];
  },
  ({ outline }, { a, b }) => ['post', 'sections', { projectId: pick(outline.projects, a)!.id, name: `section ${b}` }],
  ({ outline }, { a, b, c }) => {
    const section = pick(outline.sections, a);
    const beside = pick(
      outline.sections.filter(({ projectId }) => projectId === section?.projectId),
      b,
    )?.id;
    if (!section) return undefined;
    if (c % 3 === 0) return ['delete', `sections/${section.id}`];
    if (c % 3 === 1) return ['patch', `sections/${section.id}`, { name: `name ${b}` }];
    return ['post', `sections/${section.id}/move`, { beforeId: beside }];
  },
  (_now, { a, b }) => ['post', 'labels', { name: `label ${a} ${b}` }],
  ({ outline }, { a, b, c }) => {
    const label = pick(outline.labels, a);
    if (!label) return undefined;
    if (c % 3 === 0) return ['delete', `labels/${label.id}`];
    return ['patch', `labels/${label.id}`, { name: `label x ${b}`, colour: pick(COLOURS, b) }];
  },
  ({ outline }, { a, b, flag }) => {
    const beside = flag ? { beforeId: pick(outline.filters, b)?.id ?? null } : {};
    return ['post', 'filters', { name: `filter ${a}`, query: pick(QUERIES, b), ...beside }];
  },
  ({ outline }, { a, b, c, flag }) => {
    const filter = pick(outline.filters, a);
    if (!filter) return undefined;
    if (c % 4 === 0) return ['delete', `filters/${filter.id}`];
    const beside = pick(outline.filters, b)!.id;
    if (c % 4 === 1) return ['post', `filters/${filter.id}/move`, { [flag ? 'beforeId' : 'afterId']: beside }];
    return ['patch', `filters/${filter.id}`, { name: `filter ${b}`, favourite: flag, query: pick(QUERIES, c) }];
  },
];

/** The list of a project, a section or a todo. */
function target({ outline, open }: Now, n: number, flag: boolean): object {
  const lists = [
    ...outline.projects.map(({ id }) => ({ projectId: id })),
    ...outline.sections.map(({ id, projectId }) => ({ projectId, sectionId: id })),
  ];
  const parent = pick(open, n);
  return flag && parent ? { parentId: parent.id } : pick(lists, n)!;
}

/** In the list of another one, before it or after it. */
function besides({ id, projectId, sectionId, parentId }: Todo, flag: boolean): object {
  const list = parentId ? { parentId } : sectionId ? { sectionId } : { projectId };
  return { ...list, [flag ? 'beforeId' : 'afterId']: id };
}

/** The ids of up to four in a row. */
const some = (from: { id: string }[], n: number) =>
  from
    .slice(n % (from.length + 1))
    .slice(0, (n % 4) + 1)
    .map(({ id }) => id);

/** All that the API lists. @param othersChange whether a project may be gone by the time it is read */
export async function look(things: Things, othersChange = false): Promise<Now> {
  const outline = await things.outline();
  const open: Todo[] = [];
  for (const { id } of outline.projects) {
    const { status, body } = await things.user.get(`${things.root}/projects/${id}/todos?limit=200`);
    if (status === 200) open.push(...(body.items as Todo[]));
    else expect([status, othersChange]).toEqual([404, true]);
  }
  const { items } = (await things.user.get(`${things.root}/todos?limit=200`).expect(200)).body as { items: Todo[] };
  return { outline, open, all: items.toSorted((x, y) => (x.id < y.id ? -1 : 1)) };
}

/** Sends a request again, under the same names. */
export type SendAgain = () => Promise<void>;

/**
 * Sends a request that may be refused for what is there by then.
 * @param also what it may be answered besides
 * @returns what sends it again, if it was carried out and can be sent again
 */
export async function send(things: Things, changeId: string, request: Request, ...also: number[]) {
  if (!request) return undefined;
  const [method, path, body] = request;
  const key = randomUUID();
  const sent = async (...expected: number[]) => {
    const asked = things.user[method](`${things.root}/${path}`, body as never);
    const { status, text } = await asked.set('change-id', changeId).set('idempotency-key', key);
    if (!expected.includes(status)) throw new Error(`${method} ${path} answered ${status}: ${text}`);
    return status;
  };
  const status = await sent(200, 201, 204, 409, 422, ...also);
  // Something new is repeated by its id, which these have not.
  if (status === 201 || status >= 400) return undefined;
  // What it was about may be gone by then.
  const again: SendAgain = async () => void (await sent(200, 204, 404));
  return again;
}
