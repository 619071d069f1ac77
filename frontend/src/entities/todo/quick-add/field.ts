import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import type { QuickAddLine } from './quick-add-line';

/** The field in which a line is written. What is understood of it is drawn beside it, and works on it by these. */
type Field = QuickAddLine['field'];

/** Keys of the field that are taken before it has them. An input method keeps its own. */
export function useKeys(field: Field, take: (event: KeyboardEvent) => boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229 || !take(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  useEffect(() => {
    const shownField = field.current;
    const listen = (event: KeyboardEvent) => onKey(event);
    shownField?.addEventListener('keydown', listen);
    return () => shownField?.removeEventListener('keydown', listen);
  }, [field]);
}

/** Says in the field that it has a list, and what in it is active. */
export function useFieldState(field: Field, menu: { id: string; active: number } | null): void {
  const state = JSON.stringify(menu);
  useEffect(() => {
    const shownField = field.current;
    const open = JSON.parse(state) as typeof menu;
    if (!shownField || !open) return undefined;
    const attributes = {
      'aria-autocomplete': 'list',
      'aria-haspopup': 'listbox',
      'aria-controls': open.id,
      ...(open.active >= 0 && { 'aria-activedescendant': `${open.id}-${open.active}` }),
    };
    for (const [name, value] of Object.entries(attributes)) shownField.setAttribute(name, value);
    return () => {
      for (const name of Object.keys(attributes)) shownField.removeAttribute(name);
    };
  }, [field, state]);
}

/** Where the cursor is in the field, null where it is not, or where something is selected. */
export function useCaret(field: Field): number | null {
  const [caret, setCaret] = useState<number | null>(null);
  useLayoutEffect(() => {
    const shownField = field.current;
    if (!shownField) return undefined;
    const look = () => {
      const { selectionStart, selectionEnd } = shownField;
      setCaret(document.activeElement === shownField && selectionStart === selectionEnd ? selectionStart : null);
    };
    look();
    const events = ['input', 'keyup', 'click', 'focus', 'blur'];
    for (const event of events) shownField.addEventListener(event, look);
    document.addEventListener('selectionchange', look);
    return () => {
      for (const event of events) shownField.removeEventListener(event, look);
      document.removeEventListener('selectionchange', look);
    };
  }, [field]);
  return caret;
}

/** Puts the cursor somewhere once the text that is written is there. */
export function useCaretTo({ field }: Pick<QuickAddLine, 'field'>): (caret: number) => void {
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    field.current?.focus();
    field.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  });
  return (caret) => {
    wanted.current = caret;
  };
}
