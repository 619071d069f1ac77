import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { announced } from '../../shared/ui/announcements';
import { attachDrag } from './attach-drag';
import type { DragHost } from './drag-session';

const ROW = 40;
const titles = ['Ferns', 'Train', 'Call'];

/** A list of three, one below the other, beside a project. jsdom lays nothing out, so everything says where it is. */
function showPage(): void {
  const rows = titles.map(
    (title) => `<li data-todo-id="${title}" data-section-id=""><i data-drag-handle></i>
    <button data-todo-title>${title}</button></li>`,
  );
  document.body.innerHTML = `<nav data-drop-project-id="garden"></nav><ul data-drop-list="home">${rows.join('')}</ul>`;
  at(find('ul'), 300, 0, ROW * titles.length);
  for (const [index, title] of titles.entries()) at(rowOf(title), 300, index * ROW, ROW);
}

function at(element: Element, left: number, top: number, height: number): void {
  vi.spyOn(element, 'getBoundingClientRect').mockReturnValue(new DOMRect(left, top, 200, height));
}
function find(selector: string): HTMLElement {
  return document.querySelector(selector) as HTMLElement;
}
const rowOf = (title: string) => find(`[data-todo-id="${title}"]`);
const handleOf = (title: string) => rowOf(title).querySelector('[data-drag-handle]') as HTMLElement;
const titleOf = (title: string) => rowOf(title).querySelector('[data-todo-title]') as HTMLElement;

function aHost(overrides: Partial<DragHost> = {}): DragHost {
  return {
    pickUp: (id) => [{ id, title: id }],
    pathOf: (id) => [id],
    todo: (id) => id,
    section: () => undefined,
    project: () => 'Garden',
    label: () => undefined,
    place: vi.fn(),
    moveToProject: vi.fn(),
    addLabel: vi.fn(),
    setDay: vi.fn(),
    day: (day) => day,
    ...overrides,
  };
}

interface Pressed {
  pointerType?: string;
}
function pointer(type: string, target: Element, x: number, y: number, { pointerType = 'mouse' }: Pressed = {}): void {
  const place = { clientX: x, clientY: y, pageX: x, pageY: y };
  const kind = { pointerId: 1, pointerType, isPrimary: true, button: 0, bubbles: true, cancelable: true };
  target.dispatchEvent(new PointerEvent(type, { ...place, ...kind }));
}
/** What is moved shows with the next frame. */
const frame = () => vi.advanceTimersByTimeAsync(50);

async function drag(title: string, to: { x: number; y: number }): Promise<void> {
  const { y } = rowOf(title).getBoundingClientRect();
  pointer('pointerdown', handleOf(title), 300, y + 20);
  pointer('pointermove', document.body, 300, y + 30);
  await frame();
  pointer('pointermove', document.body, to.x, to.y);
  await frame();
}
async function drop(): Promise<void> {
  pointer('pointerup', document.body, 0, 0);
  await frame();
}

describe('attachDrag', () => {
  let detach = () => {};
  let over: Element | null = null;

  async function attach(host: DragHost, held?: () => PointerEvent | null): Promise<void> {
    detach = attachDrag(host, held);
    await frame();
  }

  beforeEach(() => {
    vi.useFakeTimers();
    HTMLElement.prototype.setPointerCapture = () => {};
    over = null;
    document.elementFromPoint = () => over;
    showPage();
  });
  afterEach(async () => {
    detach();
    // What a drag cleans up after it has ended, such as the listener that swallows the press.
    await frame();
    vi.useRealTimers();
    document.body.innerHTML = '';
    Reflect.deleteProperty(HTMLElement.prototype, 'setPointerCapture');
    Reflect.deleteProperty(document, 'elementFromPoint');
  });

  it('drops a row below another, says so, and leaves nothing behind', async () => {
    const host = aHost();
    await attach(host);
    await drag('Ferns', { x: 300, y: 75 });
    expect(announced.get().text).toBe('Picked up “Ferns”.');
    expect(rowOf('Ferns').dataset['dragged']).toBe('');
    expect(rowOf('Train').dataset['dragged']).toBeUndefined();
    await vi.advanceTimersByTimeAsync(500);
    expect(announced.get().text).toBe('Below “Train”.');
    await drop();
    const place = { projectId: 'home', sectionId: null, parentId: null, afterId: 'Train' };
    expect(host.place).toHaveBeenCalledExactlyOnceWith(['Ferns'], place, 'Moved below “Train”.');
    expect(document.querySelector('[data-dragged], [aria-hidden]')).toBeNull();
    expect(document.documentElement.dataset['dragging']).toBeUndefined();
  });

  it('makes a subtask of what is held further to the right', async () => {
    const host = aHost();
    await attach(host);
    await drag('Call', { x: 330, y: 35 });
    await drop();
    const place = { projectId: 'home', sectionId: null, parentId: 'Ferns' };
    expect(host.place).toHaveBeenCalledWith(['Call'], place, 'Moved into “Ferns” as a subtask.');
  });

  it('gives what is dropped on it to a project', async () => {
    const host = aHost();
    await attach(host);
    over = find('nav');
    await drag('Ferns', { x: 20, y: 20 });
    expect(find('nav').dataset['dropOver']).toBe('');
    await drop();
    expect(host.moveToProject).toHaveBeenCalledExactlyOnceWith(['Ferns'], 'garden');
    expect(host.place).not.toHaveBeenCalled();
    expect(find('nav').dataset['dropOver']).toBeUndefined();
  });

  it('takes along all that goes with it', async () => {
    const host = aHost({ pickUp: () => ['Ferns', 'Call'].map((id) => ({ id, title: id })) });
    await attach(host);
    await drag('Call', { x: 300, y: 75 });
    expect(announced.get().text).toBe('Picked up 2 todos.');
    await drop();
    expect(host.place).toHaveBeenCalledWith(
      ['Ferns', 'Call'],
      expect.objectContaining({ afterId: 'Train' }),
      expect.any(String),
    );
  });

  it('changes nothing on Escape', async () => {
    const host = aHost();
    await attach(host);
    await drag('Ferns', { x: 300, y: 75 });
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    await drop();
    expect(host.place).not.toHaveBeenCalled();
    expect(announced.get().text).toBe('“Ferns” stays where it was.');
  });

  it('changes nothing where it was picked up', async () => {
    const host = aHost();
    await attach(host);
    await drag('Train', { x: 300, y: 65 });
    await drop();
    expect(host.place).not.toHaveBeenCalled();
  });

  it('is a press when the mouse hardly moves, and swallows the press after a drag', async () => {
    await attach(aHost());
    const pressed = vi.fn();
    titleOf('Train').addEventListener('click', pressed);
    pointer('pointerdown', handleOf('Ferns'), 300, 20);
    pointer('pointermove', document.body, 302, 22);
    await frame();
    expect(document.documentElement.dataset['dragging']).toBeUndefined();
    pointer('pointerup', document.body, 302, 22);
    titleOf('Train').click();
    expect(pressed).toHaveBeenCalledTimes(1);

    await drag('Ferns', { x: 300, y: 75 });
    pointer('pointerup', document.body, 300, 75);
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    titleOf('Train').click();
    expect(pressed).toHaveBeenCalledTimes(1);
    await frame();
    titleOf('Train').click();
    expect(pressed).toHaveBeenCalledTimes(2);
  });

  it('picks up by touch when a finger rests, and never when it scrolls', async () => {
    const host = aHost();
    await attach(host);
    const finger = { pointerType: 'touch' };
    pointer('pointerdown', titleOf('Ferns'), 350, 20, finger);
    pointer('pointermove', titleOf('Ferns'), 350, 40, finger);
    await vi.advanceTimersByTimeAsync(400);
    expect(document.documentElement.dataset['dragging']).toBeUndefined();
    pointer('pointercancel', titleOf('Ferns'), 350, 40, finger);

    pointer('pointerdown', titleOf('Ferns'), 350, 20, finger);
    await vi.advanceTimersByTimeAsync(200);
    expect(document.documentElement.dataset['dragging']).toBeUndefined();
    await vi.advanceTimersByTimeAsync(100);
    expect(document.documentElement.dataset['dragging']).toBe('');
    const openMenu = vi.fn();
    titleOf('Ferns').addEventListener('contextmenu', openMenu);
    titleOf('Ferns').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
    expect(openMenu).not.toHaveBeenCalled();
  });

  it('picks up by a press that began before it was there, and by none that has ended', async () => {
    let held: PointerEvent | null = null;
    titleOf('Ferns').addEventListener('pointerdown', (event) => (held = event), { once: true });
    pointer('pointerdown', titleOf('Ferns'), 350, 20, { pointerType: 'touch' });
    expect(held).not.toBeNull();
    const host = aHost();
    await attach(host, () => held);
    await vi.advanceTimersByTimeAsync(300);
    expect(announced.get().text).toBe('Picked up “Ferns”.');
    await drop();
    detach();
    await attach(host, () => null);
    await vi.advanceTimersByTimeAsync(300);
    expect(document.documentElement.dataset['dragging']).toBeUndefined();
  });

  it('keeps what is picked up on the page, by giving it the focus', async () => {
    await attach(aHost());
    await drag('Train', { x: 300, y: 75 });
    expect(titleOf('Train')).toHaveFocus();
  });

  it('drags rows that came later, and none that is not known', async () => {
    const host = aHost({ pickUp: (id) => (id === 'Unknown' ? [] : [{ id, title: id }]) });
    await attach(host);
    find('ul').insertAdjacentHTML(
      'beforeend',
      '<li data-todo-id="New" data-section-id=""><i data-drag-handle></i></li>',
    );
    find('ul').insertAdjacentHTML('beforeend', '<li data-todo-id="Unknown"><i data-drag-handle></i></li>');
    at(rowOf('New'), 300, 120, ROW);
    at(rowOf('Unknown'), 300, 160, ROW);
    await drag('Unknown', { x: 300, y: 35 });
    await drop();
    await drag('New', { x: 300, y: 35 });
    await drop();
    expect(host.place).toHaveBeenCalledTimes(1);
    expect(host.place).toHaveBeenCalledWith(['New'], expect.objectContaining({ afterId: 'Ferns' }), expect.any(String));
  });

  it('drags nothing any more once it is detached, and ends what is under way', async () => {
    const host = aHost();
    await attach(host);
    await drag('Ferns', { x: 300, y: 75 });
    detach();
    expect(document.documentElement.dataset['dragging']).toBeUndefined();
    await drop();
    await drag('Ferns', { x: 300, y: 75 });
    await drop();
    expect(host.place).not.toHaveBeenCalled();
    expect(document.documentElement.dataset['dragging']).toBeUndefined();
  });
});
