import { type RefObject, useEffect, useRef } from 'react';

/** @returns a ref for the field that has the cursor, behind its text, as soon as it is there. */
export function useFocusAtEnd(): RefObject<HTMLTextAreaElement | null> {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const end = field.current?.value.length ?? 0;
    field.current?.focus();
    field.current?.setSelectionRange(end, end);
  }, []);
  return field;
}
