import type { Line, Zone } from './drop-geometry';

/**
 * What the page tells about itself, for what is dragged over it. Read when it is needed, so rows may come and go:
 * - `data-drop-list="<project>"`, with `data-drop-section-id` for one section alone, and `data-drop-flat` where nothing is
 *   indented: a list in the order of places
 * - in it `data-todo-id` and `data-section-id` for every row, and `data-section-heading` for the heading of a section
 * - `data-drop-project-id` and `data-drop-label-id`: what takes todos as a whole
 * - `data-drop-day`: a day, wherever in it something is let go; `data-drag-days` around days whose rows can be dragged
 * - `data-drag-handle` in a row: what a mouse takes hold of; `data-drag-card` on a row that is its own handle
 */
const LIST = '[data-drop-list]';
const ROW = '[data-todo-id]';
const HEADING = '[data-section-heading]';
const TARGET = '[data-drop-project-id], [data-drop-label-id]';
const DAY = '[data-drop-day]';
const HELD = '[data-drag-handle], [data-drag-card]';
const TEXT = 'input:not([type="checkbox"]), textarea, select, [contenteditable]';
/** Indented no further than this: five levels are shown. */
const DEEPEST = 4;
/** Pixels beside a list that still mean it. */
const BESIDE = 48;

/** A project, a label or a day that takes todos. */
export interface Target {
  element: HTMLElement;
  kind: 'project' | 'label' | 'day';
  id: string;
}

export interface ShownZone {
  zone: Zone;
  element: HTMLElement;
}

/** @returns the id of the todo that a press there picks up, or null. @param byTouch a press anywhere on the row counts */
export function grabbedAt(pressed: EventTarget | null, byTouch: boolean): string | null {
  const element = pressed instanceof Element ? pressed : null;
  const row = element?.closest<HTMLElement>(ROW);
  if (!element || !row || element.closest(TEXT)) return null;
  const held = element.closest(HELD);
  if (held && row.contains(held)) return row.dataset.todoId ?? null;
  return byTouch && row.closest(`${LIST}, [data-drag-days]`) ? (row.dataset.todoId ?? null) : null;
}

/** @returns the line of the sidebar, or the day, at that place. */
export function targetAt(x: number, y: number): Target | null {
  const element = document.elementFromPoint(x, y)?.closest<HTMLElement>(TARGET);
  if (!element) return dayAt(x, y);
  const { dropProjectId, dropLabelId } = element.dataset;
  if (dropProjectId) return { element, kind: 'project', id: dropProjectId };
  return dropLabelId ? { element, kind: 'label', id: dropLabelId } : null;
}

/** Rows lie over the day they are in, so what is asked is where it is on the screen. */
function dayAt(x: number, y: number): Target | null {
  for (const element of document.querySelectorAll<HTMLElement>(DAY)) {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const isThere = left <= x && x <= right && top <= y && y < bottom;
    if (isThere) return { element, kind: 'day', id: element.dataset.dropDay ?? '' };
  }
  return null;
}

/** @returns the list above, below or in which that place is. @param pathOf the todos a todo is a part of, and itself */
export function zoneAt(x: number, pathOf: (id: string) => readonly string[]): ShownZone | null {
  let best: { element: HTMLElement; away: number } | null = null;
  for (const element of document.querySelectorAll<HTMLElement>(LIST)) {
    const { left, right } = element.getBoundingClientRect();
    const away = Math.max(left - x, x - right, 0);
    if (right > left && away <= BESIDE && away < (best?.away ?? Infinity)) best = { element, away };
  }
  return best && { element: best.element, zone: zoneOf(best.element, pathOf) };
}

/** Reads a list as it stands on the screen. */
export function zoneOf(element: HTMLElement, pathOf: (id: string) => readonly string[]): Zone {
  const { dropList = '', dropSectionId, dropFlat } = element.dataset;
  const lines: Line[] = [];
  for (const row of element.querySelectorAll<HTMLElement>(`${ROW}, ${HEADING}`)) {
    if (row.parentElement?.closest(ROW)) continue;
    const { top, bottom } = row.getBoundingClientRect();
    const { todoId } = row.dataset;
    const sectionId = row.dataset.sectionId || row.dataset.sectionHeading || dropSectionId || null;
    if (todoId !== undefined) {
      const path = dropFlat === undefined ? pathOf(todoId) : [todoId];
      lines.push({ kind: 'todo', path, sectionId, top, bottom });
    } else if (sectionId !== null) lines.push({ kind: 'heading', sectionId, top, bottom });
  }
  lines.sort((a, b) => a.top - b.top);
  return {
    projectId: dropList,
    sectionId: dropSectionId || null,
    lines,
    deepest: dropFlat === undefined ? DEEPEST : 0,
    top: element.getBoundingClientRect().top,
  };
}
