/// <reference path="./in-page.d.ts" />
// What runs in the measured page, before its own scripts. Each function is sent there as text, so it stands by itself.

/** Notes when the first rows of todos are painted, and when the list says how many it has: all of them are there then. */
export function watchRows() {
  const bench = (globalThis.latchBench ??= /** @type {InPage} */ ({}));
  const painted = (/** @type {() => boolean} */ isThere) =>
    /** @type {Promise<number>} */ (
      new Promise((resolve) => {
        // What is posted from a frame arrives once that frame is drawn.
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve(performance.now()));
        port1.start();
        // Told rather than looking at every frame, which would have frames drawn that nobody asked for.
        const watching = new MutationObserver(() => {
          if (!isThere()) return;
          watching.disconnect();
          requestAnimationFrame(() => port2.postMessage(null));
        });
        watching.observe(document, { childList: true, subtree: true, attributeFilter: ['aria-setsize'] });
      })
    );
  const row = () => document.querySelector('main [data-todo-id]');
  bench.setSize = () => Number(row()?.ariaSetSize ?? 0);
  bench.rowsPainted = painted(() => row() !== null);
  bench.wholePainted = painted(() => bench.setSize() > 0);
}

/**
 * Waits until a person's replica is in IndexedDB.
 * @param {{ userId: string, todos: number }} wanted how many todos there are to be
 */
export async function untilKept({ userId, todos }) {
  const count = async () => {
    const databases = await indexedDB.databases();
    const name = databases.map((database) => database.name ?? '').find((each) => each.endsWith(`/ ${userId}`));
    if (!name) return 0;
    const result = (/** @type {IDBRequest} */ request) =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error));
      });
    const database = await result(indexedDB.open(name));
    try {
      return await result(database.transaction('todos').objectStore('todos').count());
    } finally {
      database.close();
    }
  };
  for (let kept = 0; kept < todos; kept = await count()) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Notes when what a key or a press does is painted. */
export function watchEffects() {
  const bench = (globalThis.latchBench ??= /** @type {InPage} */ ({}));
  const rowNow = () => document.activeElement?.closest('[data-todo-id]') ?? null;
  /** @returns {HTMLInputElement | null | undefined} */
  const latchOf = (/** @type {Element | null} */ row) => row?.querySelector('input[type="checkbox"]');
  const isCompleted = (/** @type {Element | null} */ row) => latchOf(row)?.checked === true;
  // Of the colour of its priority.
  const colourOf = (/** @type {Element | null} */ row) => latchOf(row)?.parentElement?.className;
  const firstRow = () => document.querySelector('main li[data-index]');
  const month = () => document.querySelector('main section h2')?.textContent;
  bench.isSettled = () => {
    const rows = [...document.querySelectorAll('main [data-todo-id]')];
    return rowNow() !== null && !rows.some((row) => isCompleted(row));
  };
  bench.expectEffect = (effect, { trigger = 'keydown', heading = '' } = {}) => {
    bench.effectPainted = new Promise((resolve) => {
      const began = (/** @type {Event} */ { timeStamp }) => {
        const [before, first, monthBefore] = [rowNow(), firstRow(), month()];
        const colour = colourOf(before);
        const panelName = `Todo: ${latchOf(before)?.getAttribute('aria-label')}`;
        const has = {
          focused: () => rowNow() !== null && rowNow() !== before,
          selected: () => before?.hasAttribute('data-selected') === true,
          completed: () => isCompleted(before),
          prioritised: () => before?.isConnected === true && colourOf(before) !== colour,
          opened: () => document.querySelector(`[data-beside] [aria-label="${panelName}"] h2`) !== null,
          turned: () => month() !== monthBefore,
          shown: () =>
            document.querySelector('main h1')?.textContent?.includes(heading) === true &&
            firstRow() !== null &&
            firstRow() !== first,
        };
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve(performance.now() - timeStamp));
        port1.start();
        const look = () => {
          if (has[effect]()) port2.postMessage(null);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      };
      addEventListener(trigger, began, { capture: true, once: true });
    });
  };
}

/** Notes when a change that was made in one page is painted in another; both clocks are this machine's. */
export function watchDevices() {
  const bench = (globalThis.latchBench ??= /** @type {InPage} */ ({}));
  const now = () => performance.timeOrigin + performance.now();
  // A todo takes its subtasks along.
  const firstIds = () =>
    [...document.querySelectorAll('main [data-todo-id][aria-level="1"]')]
      .toSorted((a, b) => Number(a.ariaPosInSet) - Number(b.ariaPosInSet))
      .slice(0, 2)
      .map((row) => row.getAttribute('data-todo-id') ?? '');
  bench.firstIds = firstIds;
  bench.expectKey = () => {
    bench.keyPressed = new Promise((resolve) => {
      const pressed = (/** @type {KeyboardEvent} */ { timeStamp }) => resolve(performance.timeOrigin + timeStamp);
      addEventListener('keydown', pressed, { capture: true, once: true });
    });
  };
  bench.expectFirst = (id) => {
    bench.firstPainted = new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => resolve(now()));
      port1.start();
      const watching = new MutationObserver(() => {
        if (firstIds()[0] !== id) return;
        watching.disconnect();
        requestAnimationFrame(() => port2.postMessage(null));
      });
      watching.observe(document, { childList: true, subtree: true, attributes: true });
    });
  };
}

/** Notes tasks of 50 ms and more. */
export function watchLongTasks() {
  const bench = (globalThis.latchBench ??= /** @type {InPage} */ ({}));
  bench.tasks = [];
  bench.beginTasks = () => {
    const observer = new PerformanceObserver((list) => {
      bench.tasks.push(...list.getEntries().map(({ duration }) => duration));
    });
    observer.observe({ type: 'longtask' });
  };
  bench.nextFrame = () => new Promise((resolve) => void requestAnimationFrame(() => resolve(undefined)));
  bench.lastRow = () => {
    const numbers = [...document.querySelectorAll('main li[data-index]')].map((row) =>
      Number(row.getAttribute('data-index')),
    );
    return 1 + Math.max(-1, ...numbers);
  };
}
