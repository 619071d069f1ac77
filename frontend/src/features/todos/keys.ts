/** What a key does. */
export type Command =
  'add' | 'next' | 'previous' | 'open' | 'complete' | 'delete' | 'undo' | 'help' | 'leave' | 'save' | 'discard';

/** Where a key works: anywhere but in a text field, on a todo of the list, or while writing. */
export type Place = 'page' | 'list' | 'writing';

export interface KeyBinding {
  command: Command;
  place: Place;
  /** Values of `KeyboardEvent.key`; with Ctrl or ⌘ held when `withControl`. */
  keys: readonly string[];
  withControl?: boolean;
  /** What it does, in the words of the help sheet. */
  does: string;
}

/** Every key of Latch: what binds them and what the help sheet shows. */
export const keyBindings: readonly KeyBinding[] = [
  { command: 'add', place: 'page', keys: ['q'], does: 'Add a todo' },
  { command: 'next', place: 'page', keys: ['j'], does: 'Next todo' },
  { command: 'next', place: 'list', keys: ['ArrowDown'], does: 'Next todo' },
  { command: 'previous', place: 'page', keys: ['k'], does: 'Previous todo' },
  { command: 'previous', place: 'list', keys: ['ArrowUp'], does: 'Previous todo' },
  { command: 'open', place: 'list', keys: ['Enter'], does: 'Edit' },
  { command: 'complete', place: 'list', keys: ['e', ' '], does: 'Complete or reopen' },
  { command: 'delete', place: 'list', keys: ['Delete', 'Backspace'], does: 'Delete' },
  { command: 'undo', place: 'page', keys: ['z'], does: 'Undo the last change' },
  { command: 'help', place: 'page', keys: ['?'], does: 'Show these keys' },
  { command: 'leave', place: 'list', keys: ['Escape'], does: 'Leave the list' },
  { command: 'save', place: 'writing', keys: ['Enter'], does: 'Save (in notes: a new line)' },
  { command: 'save', place: 'writing', keys: ['Enter'], withControl: true, does: 'Save, from notes too' },
  { command: 'discard', place: 'writing', keys: ['Escape'], does: 'Discard' },
];

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
}

/** @returns the binding of a pressed key, of the given places; single characters only when they are switched on. */
export function bindingFor(pressed: Pressed, places: readonly Place[], characterKeys: boolean): KeyBinding | undefined {
  if (pressed.isComposing || pressed.altKey) return undefined;
  const control = pressed.ctrlKey || pressed.metaKey;
  return keyBindings.find(
    (binding) =>
      places.includes(binding.place) &&
      control === Boolean(binding.withControl) &&
      binding.keys.includes(pressed.key) &&
      (characterKeys || !isCharacterKey(pressed.key)),
  );
}

/** Whether a key is a letter or a sign, and so one that WCAG 2.1.4 wants to be able to switch off. The space bar is not. */
export function isCharacterKey(key: string): boolean {
  return key.length === 1 && key !== ' ';
}

/** Whether what is pressed there is text and not a command. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
