/// <reference path="./in-page.d.ts" />
// What runs in the measured page, before its own scripts. Each function is sent there as text, so it stands by itself.

/** Notes when the first rows of todos are painted. */
export function watchRows() {
  const bench = (globalThis.latchBench ??= /** @type {InPage} */ ({}));
  bench.rowsPainted = new Promise((resolve) => {
    // What is posted from a frame arrives once that frame is drawn.
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => resolve(performance.now()));
    port1.start();
    // Told rather than looking at every frame, which would have frames drawn that nobody asked for.
    const watching = new MutationObserver(() => {
      if (!document.querySelector('[data-todo-id]')) return;
      watching.disconnect();
      requestAnimationFrame(() => port2.postMessage(null));
    });
    watching.observe(document, { childList: true, subtree: true });
  });
}

/** Notes when what a key does is painted. */
export function watchKeys() {
  const bench = (globalThis.latchBench ??= /** @type {InPage} */ ({}));
  const rowNow = () => document.activeElement?.closest('[data-todo-id]') ?? null;
  const isCompleted = (/** @type {Element | null} */ row) =>
    /** @type {HTMLInputElement | null} */ (row?.querySelector('input[type="checkbox"]'))?.checked === true;
  bench.isSettled = () => {
    const rows = [...document.querySelectorAll('main [data-todo-id]')];
    return rowNow() !== null && !rows.some((row) => isCompleted(row));
  };
  bench.expectEffect = (effect) => {
    bench.effectPainted = new Promise((resolve) => {
      const pressed = (/** @type {KeyboardEvent} */ { timeStamp }) => {
        const before = rowNow();
        const has = {
          focused: () => rowNow() !== null && rowNow() !== before,
          selected: () => before?.hasAttribute('data-selected') === true,
          completed: () => isCompleted(before),
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
      addEventListener('keydown', pressed, { capture: true, once: true });
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
    const numbers = [...document.querySelectorAll('main [data-todo-id]')].map((row) => Number(row.ariaPosInSet));
    return Math.max(0, ...numbers);
  };
}
