import { bindingFor } from './key-bindings';
import { isWriting } from './is-writing';
import { strokeOf } from './strokes';

/** What has the focus once an overlay is there. */
const OVERLAY = '[role="dialog"], [role="alertdialog"], [role="menu"], aside';
const FIELD = 'input, textarea';
/** Frames in which an overlay that is there takes the focus, and in which its field does so after it. */
const UNTIL_FOCUSED = 10;
const UNTIL_FIELD = 3;

let waiting = 0;
let typed = '';
let cancel = (): void => {};
let listening: AbortController | undefined;
let frame = 0;
/** The overlay from which another one was opened. */
let behind: Element | null = null;

/**
 * Keeps the keys from the page while an overlay is being fetched: what is typed goes into its field once that has the
 * focus, and Escape cancels.
 * @returns how to say that the overlay is there, or was given up
 */
export function holdKeys(onCancel: () => void): () => void {
  waiting += 1;
  cancel = onCancel;
  cancelAnimationFrame(frame);
  if (!listening) {
    behind = document.activeElement?.closest(OVERLAY) ?? null;
    listen();
  }
  return () => {
    waiting -= 1;
    if (waiting === 0 && listening) releaseAfter(UNTIL_FOCUSED);
  };
}

/** Gives the keys back, and forgets what was typed. */
export function releaseKeys(): void {
  listening?.abort();
  listening = undefined;
  typed = '';
  cancelAnimationFrame(frame);
}

function listen(): void {
  listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  window.addEventListener('keydown', take, options);
  window.addEventListener('keyup', take, options);
  window.addEventListener('focusin', seeFocus, options);
  // The person goes on somewhere else.
  window.addEventListener('pointerdown', releaseKeys, options);
}

function seeFocus({ target }: FocusEvent): void {
  if (waiting > 0 || !(target instanceof Element)) return;
  // Once the field has been prepared, too: a name is selected.
  if (isWriting(target)) queueMicrotask(() => deliver(target as HTMLInputElement));
  else if (target.closest(OVERLAY)) releaseAfter(UNTIL_FIELD);
}

function releaseAfter(frames: number): void {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() =>
    frames > 0 && document.querySelector(OVERLAY) ? releaseAfter(frames - 1) : releaseKeys(),
  );
}

function take(event: KeyboardEvent): void {
  const stroke = strokeOf(event);
  if (stroke === null) return;
  const isText = event.key.length === 1 && (!/Control|Alt/.test(stroke) || event.getModifierState('AltGraph'));
  const overlay = event.target instanceof Element ? event.target.closest(OVERLAY) : null;
  // The overlay has the focus: what is not for a field that is about to have it is meant for where it is.
  if (overlay && overlay !== behind && (!isText || event.key === ' ' || !overlay.querySelector(FIELD)))
    return releaseKeys();
  // The overlay is there, and a command of the whole app does nothing to what still has the focus.
  if (waiting === 0 && !isText && bindingFor(stroke, ['everywhere'], true)) return;
  event.stopImmediatePropagation();
  // The browser's own keys go on working.
  if (!isText && /Control|Alt|^F\d/.test(stroke) && !bindingFor(stroke, ['everywhere', 'page', 'list'], true)) return;
  event.preventDefault();
  if (event.type === 'keyup') return;
  if (stroke === 'Escape') {
    releaseKeys();
    cancel();
  } else if (stroke === 'Backspace') typed = typed.slice(0, -1);
  else if (isText) typed += event.key;
}

function deliver(field: HTMLInputElement | HTMLTextAreaElement): void {
  const text = typed;
  releaseKeys();
  if (!text || field.selectionStart === null) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd ?? field.selectionStart, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }));
}
