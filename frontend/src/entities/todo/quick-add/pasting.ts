import { onOneLine, type Pasted, readPastedLines } from '@latch/domain/pasted-lines';
import { useEffect, useEffectEvent } from 'react';
import { createStore } from '../../../shared/api/external-store';
import { onSessionReplaced } from '../../../shared/api/session-events';
import { useCaretTo } from './field';
import type { QuickAddLine } from './quick-add-line';

/** Text of several lines that is to become todos, and the field into which it was pasted. */
export interface PasteRequest {
  line: QuickAddLine;
  pasted: Pasted;
  /** What was typed around it, without what was selected. */
  before: string;
  after: string;
}

/** What the preview is open for. */
export const pasteRequest = createStore<PasteRequest | null>(null);

onSessionReplaced((keeps) => {
  if (pasteRequest.get()?.line.userId !== keeps) pasteRequest.set(null);
});

const LINE_BREAK = /[\r\n\u0085\u2028\u2029]/;

/** Asks what becomes of several lines that are pasted into a field; all else is pasted as text. */
export function usePaste(line: QuickAddLine, draft: string): void {
  const { field, setDraft } = line;
  const caretTo = useCaretTo(line);
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const pasted = {
      text: event.clipboardData?.getData('text/plain') ?? '',
      html: event.clipboardData?.getData('text/html'),
    };
    // Text of one line the browser pastes by itself.
    if (!LINE_BREAK.test(pasted.text) && (pasted.text || !pasted.html)) return;
    event.preventDefault();
    const { selectionStart = draft.length, selectionEnd = draft.length } = field.current ?? {};
    const around = { before: draft.slice(0, selectionStart), after: draft.slice(selectionEnd) };
    if (readPastedLines(pasted).length > 1) return pasteRequest.set({ line, pasted, ...around });
    const { text, caret } = joined(around, onOneLine(pasted));
    setDraft(text);
    caretTo(caret);
  });
  useEffect(() => {
    const shownField = field.current;
    const listen = (event: ClipboardEvent) => onPaste(event);
    shownField?.addEventListener('paste', listen);
    return () => shownField?.removeEventListener('paste', listen);
  }, [field]);
  // Nothing can be added or written back where the field is gone.
  useEffect(() => {
    return () => {
      if (pasteRequest.get()?.line.field === field) pasteRequest.set(null);
    };
  }, [field]);
}

/** Asks what becomes of text as if it was pasted into an empty field. */
export function paste(line: QuickAddLine, text: string): void {
  pasteRequest.set({ line, pasted: { text }, before: '', after: '' });
}

/** Text between what is typed around it. Words never run together. */
export function joined({ before, after }: Pick<PasteRequest, 'before' | 'after'>, middle: string) {
  const gap = (text: string) => (text === '' || /\s$/.test(text) ? text : `${text} `);
  const start = middle ? gap(before) + middle : before;
  return { text: /^\s/.test(after) || after === '' ? start + after : gap(start) + after, caret: start.length };
}
