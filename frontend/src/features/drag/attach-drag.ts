import { AutoScroller, DragDropManager, Draggable, PointerActivationConstraints, PointerSensor } from '@dnd-kit/dom';
import { type DragHost, DragSession } from './drag-session';
import { grabbedAt } from './drag-zones';

/** Milliseconds a finger rests before it picks up; it scrolls if it moves earlier. */
const LONG_PRESS_MS = 250;
/** Pixels a resting finger may tremble. */
const TREMBLE = 8;
/** Pixels a mouse goes before it drags: less is a click. */
const DISTANCE = 5;
/** The part of what scrolls, at each of its edges, over which it scrolls by itself. */
const EDGE = 0.12;

/**
 * Lets every todo on the page be dragged, now and later: what is pressed is looked up when it is pressed.
 * @param held the press that began before this, if it is still held
 * @returns how to end that
 */
export function attachDrag(host: DragHost, held: () => PointerEvent | null = () => null): () => void {
  let grabbed: string | null = null;
  let session: DragSession | null = null;
  let at = { x: 0, y: 0 };
  const earlier = replay(held);

  const manager = new DragDropManager({
    // What it would show by itself needs style sheets the content policy forbids, and puts rows elsewhere in the document.
    plugins: [AutoScroller.configure({ threshold: EDGE })],
    sensors: [
      PointerSensor.configure({
        activatorElements: [document.body],
        preventActivation: ({ target, pointerType }) => {
          grabbed = grabbedAt(earlier.target ?? target, pointerType === 'touch');
          return grabbed === null;
        },
        activationConstraints: ({ pointerType }) =>
          pointerType === 'touch'
            ? [new PointerActivationConstraints.Delay({ value: LONG_PRESS_MS, tolerance: TREMBLE })]
            : [new PointerActivationConstraints.Distance({ value: DISTANCE })],
      }),
    ],
  });
  const draggable = new Draggable({ id: 'todo', element: document.body }, manager);
  const follow = () => session?.move(at.x, at.y);
  const stopListening = () => {
    document.removeEventListener('scroll', follow, { capture: true });
    removeEventListener('contextmenu', swallow, { capture: true });
  };

  manager.monitor.addEventListener('beforedragstart', (event) => {
    if (grabbed === null || host.pickUp(grabbed).length === 0) event.preventDefault();
  });
  manager.monitor.addEventListener('dragstart', ({ operation }) => {
    if (grabbed === null) return;
    at = { ...operation.position.current };
    keepRow(grabbed);
    session = new DragSession(host, host.pickUp(grabbed), grabbed, at.x);
    document.addEventListener('scroll', follow, { capture: true, passive: true });
    addEventListener('contextmenu', swallow, { capture: true });
    follow();
  });
  manager.monitor.addEventListener('dragmove', ({ operation, to, by }) => {
    const { current } = operation.position;
    at = to ? { x: to.x, y: to.y } : by ? { x: current.x + by.x, y: current.y + by.y } : { ...current };
    follow();
  });
  manager.monitor.addEventListener('dragend', ({ canceled }) => {
    stopListening();
    swallowClick();
    session?.end(canceled);
    session = null;
  });

  return () => {
    earlier.forget();
    stopListening();
    session?.end(true);
    session = null;
    draggable.destroy();
    manager.destroy();
  };
}

/** Tells the sensor, which listens from the next task on, of a press that is held already. */
function replay(held: () => PointerEvent | null) {
  const timer = setTimeout(() => {
    const press = held();
    if (!press) return;
    earlier.target = press.target;
    // To the body, so that nothing in the page but the sensor takes it for another press of what is pressed.
    document.body.dispatchEvent(new PointerEvent('pointerdown', press));
    earlier.target = null;
  });
  const earlier = { target: null as EventTarget | null, forget: () => clearTimeout(timer) };
  return earlier;
}

/** A row with the focus stays on the page however far it is scrolled, and with it the events of the finger on it. */
function keepRow(id: string): void {
  const title = document.querySelector<HTMLElement>(`[data-todo-id="${CSS.escape(id)}"] [data-todo-title]`);
  title?.focus({ preventScroll: true });
}

/** Letting go is no press of what lies beneath. */
function swallowClick(): void {
  addEventListener('click', swallow, { capture: true });
  setTimeout(() => removeEventListener('click', swallow, { capture: true }), 0);
}

/** A finger that rests picks up, and opens no menu. */
function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
