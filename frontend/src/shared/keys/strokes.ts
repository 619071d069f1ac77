/** What of a keyboard event names a stroke. */
export type Pressed = Pick<
  KeyboardEvent,
  'key' | 'keyCode' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'
>;

/**
 * The key code of what an input method takes for itself. Safari says so with the Enter that ends a composition, and calls
 * that one `isComposing: false`.
 */
const INPUT_METHOD = 229;
const MODIFIERS = new Set(['Control', 'Meta', 'Alt', 'AltGraph', 'Shift', 'CapsLock', 'Dead', 'Process']);

/**
 * A pressed key as `key-bindings.ts` writes it: `z`, `Shift+z`, `Control+k` (Ctrl or ⌘), `Alt+ArrowUp`, `Space`, `?`. Caps
 * lock makes no difference, and Shift none to a sign, which it takes to type some.
 * @returns null for a modifier alone, and while an input method is at work
 */
export function strokeOf({ key, keyCode, ctrlKey, metaKey, altKey, shiftKey, isComposing }: Pressed): string | null {
  // oxlint-disable-next-line typescript/no-deprecated -- nothing else tells that Enter from another
  if (isComposing || keyCode === INPUT_METHOD || MODIFIERS.has(key)) return null;
  const isLetter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
  const shifted = shiftKey && (isLetter || key.length > 1 || key === ' ');
  const name = key === ' ' ? 'Space' : isLetter ? key.toLowerCase() : key;
  return [ctrlKey || metaKey ? 'Control+' : '', altKey ? 'Alt+' : '', shifted ? 'Shift+' : '', name].join('');
}

const NAMES: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
};
const MAC_NAMES: Record<string, string> = { Control: '⌘', Alt: '⌥', Shift: '⇧' };

/** Whether the keyboard is likely to have a ⌘ key. */
export function hasCommandKey(platform: string = navigator.platform): boolean {
  return /^(Mac|iP)/.test(platform);
}

/** Keys as printed on the keyboard, one entry for each stroke: `g i` is `['G', 'I']`, `Control+k` is `['Ctrl K']` or `['⌘ K']`. */
export function printedKeys(keys: string, mac: boolean = hasCommandKey()): string[] {
  return keys.split(' ').map((stroke) =>
    stroke
      .split('+')
      .map((part) => (mac && MAC_NAMES[part]) || (part === 'Control' ? 'Ctrl' : nameOf(part)))
      .join(' '),
  );
}

function nameOf(part: string): string {
  return NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part);
}

/** Keys for `aria-keyshortcuts`; undefined for a sequence, which that cannot say. */
export function ariaKeys(keys: string | undefined): string | undefined {
  return keys?.includes(' ') ? undefined : keys;
}
