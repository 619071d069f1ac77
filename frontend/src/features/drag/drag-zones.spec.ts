import { afterEach, describe, expect, it, vi } from 'vitest';
import { grabbedAt, targetAt, zoneAt, zoneOf } from './drag-zones';

function show(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.body;
}
function find(selector: string): HTMLElement {
  return document.querySelector(selector) as HTMLElement;
}
/** jsdom lays nothing out. */
function place(selector: string, left: number, top: number, width: number, height: number): void {
  vi.spyOn(find(selector), 'getBoundingClientRect').mockReturnValue(new DOMRect(left, top, width, height));
}
const pathOf = (id: string) => (id === 'child' ? ['a', 'child'] : [id]);

afterEach(() => show(''));

describe('grabbedAt', () => {
  const list = `
    <ul data-drop-list="home">
      <li data-todo-id="a"><i data-drag-handle></i><b data-todo-title>A</b><input type="checkbox"><textarea></textarea></li>
      <li data-todo-id="card" data-drag-card><b id="text">Card</b></li>
    </ul>
    <ol><li data-todo-id="elsewhere"><b id="plain">Elsewhere</b></li></ol>`;

  it('takes a mouse on the handle of a row alone, and a finger anywhere on it', () => {
    show(list);
    expect(grabbedAt(find('[data-drag-handle]'), false)).toBe('a');
    expect(grabbedAt(find('[data-todo-title]'), false)).toBeNull();
    expect(grabbedAt(find('[data-todo-title]'), true)).toBe('a');
    expect(grabbedAt(find('input'), true)).toBe('a');
  });

  it('takes both anywhere on a card', () => {
    show(list);
    expect(grabbedAt(find('#text'), false)).toBe('card');
    expect(grabbedAt(find('#text'), true)).toBe('card');
  });

  it('leaves text, and what is in no list', () => {
    show(list);
    expect(grabbedAt(find('textarea'), true)).toBeNull();
    expect(grabbedAt(find('#plain'), true)).toBeNull();
    expect(grabbedAt(document, true)).toBeNull();
    expect(grabbedAt(null, false)).toBeNull();
  });
});

describe('zoneOf', () => {
  it('reads rows and headings from the top down, whatever their order in the document', () => {
    show(`<div data-drop-list="home">
      <p data-section-heading="week"></p>
      <p data-todo-id="child" data-section-id="week"></p>
      <p data-todo-id="a" data-section-id="week"></p>
      <p data-todo-id="none" data-section-id=""></p></div>`);
    place('[data-section-heading]', 0, 40, 100, 40);
    place('[data-todo-id="a"]', 0, 80, 100, 40);
    place('[data-todo-id="child"]', 0, 120, 100, 40);
    place('[data-todo-id="none"]', 0, 0, 100, 40);
    const zone = zoneOf(find('[data-drop-list]'), pathOf);
    expect(zone).toMatchObject({ projectId: 'home', sectionId: null, deepest: 4 });
    expect(zone.lines).toEqual([
      { kind: 'todo', path: ['none'], sectionId: null, top: 0, bottom: 40 },
      { kind: 'heading', sectionId: 'week', top: 40, bottom: 80 },
      { kind: 'todo', path: ['a'], sectionId: 'week', top: 80, bottom: 120 },
      { kind: 'todo', path: ['a', 'child'], sectionId: 'week', top: 120, bottom: 160 },
    ]);
  });

  it('knows the section of a column, and that nothing is indented there', () => {
    show('<ul data-drop-list="home" data-drop-section-id="week" data-drop-flat><li data-todo-id="child"></li></ul>');
    const zone = zoneOf(find('ul'), pathOf);
    expect(zone).toMatchObject({ sectionId: 'week', deepest: 0 });
    expect(zone.lines[0]).toMatchObject({ path: ['child'], sectionId: 'week' });
  });
});

describe('zoneAt', () => {
  it('is the list that place is above, in or below, or the nearest beside it', () => {
    show('<ul id="left" data-drop-list="home"></ul><ul id="right" data-drop-list="home"></ul>');
    place('#left', 0, 100, 200, 50);
    place('#right', 220, 100, 200, 50);
    expect(zoneAt(10, pathOf)?.element.id).toBe('left');
    expect(zoneAt(205, pathOf)?.element.id).toBe('left');
    expect(zoneAt(216, pathOf)?.element.id).toBe('right');
    expect(zoneAt(440, pathOf)?.element.id).toBe('right');
    expect(zoneAt(600, pathOf)).toBeNull();
  });

  it('is none that is not shown', () => {
    show('<ul data-drop-list="home"></ul>');
    place('ul', 0, 0, 0, 0);
    expect(zoneAt(0, pathOf)).toBeNull();
  });
});

describe('targetAt', () => {
  afterEach(() => void Reflect.deleteProperty(document, 'elementFromPoint'));

  it('is the project or the label at that place', () => {
    show('<p data-drop-project-id="home"><b id="name">Home</b></p><p id="label" data-drop-label-id="waiting"></p>');
    const at = (selector: string | null) => {
      document.elementFromPoint = () => (selector === null ? null : find(selector));
      return targetAt(1, 1);
    };
    expect(at('#name')).toEqual({ element: find('[data-drop-project-id]'), kind: 'project', id: 'home' });
    expect(at('#label')).toEqual({ element: find('#label'), kind: 'label', id: 'waiting' });
    expect(at('body')).toBeNull();
    expect(at(null)).toBeNull();
  });
});
