import { useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useRef, useState } from 'react';
import { useKeptDraft } from '../../shared/kept/use-kept-draft';
import { partOnDemand } from '../../shared/ui/on-demand';
import type { QuickAddLine, QuickAddOptions } from './quick-add/quick-add-line';

/** What reads lines is loaded right behind the page, so that it is there when the network is not. */
const reader = partOnDemand(() => import('./quick-add/understood'));

/** Begins to load it. */
export const fetchQuickAdd = reader.fetch;

/**
 * A field in which new todos are written: its draft, which is kept until it is added, and what is understood of it.
 * @returns `add` adds the todo that the line says, or tells why it is refused; `paste` asks what becomes of several lines
 */
export function useQuickAdd(options: QuickAddOptions) {
  const client = useQueryClient();
  const [draft, setDraft] = useKeptDraft(options.userId, options.draftName);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const line: QuickAddLine = { ...options, client, problem, setDraft, setProblem, field };
  const write = (text: string): void => {
    setDraft(text);
    if (!text || !draft) setProblem(null);
  };
  const add = (): void => {
    setDraft('');
    reader.run((module) => module.default.addLine(line, draft));
  };
  const paste = (text: string): void => reader.run((module) => module.default.paste(line, text));
  const Understood = reader.use()?.default.Understood;
  const fieldProps = {
    ref: field,
    autoComplete: 'off',
    enterKeyHint: 'done',
    value: draft,
    onChange: (event: ChangeEvent<HTMLTextAreaElement>) => write(event.currentTarget.value),
    problem,
  } as const;
  return { draft, write, add, paste, fieldProps, understood: Understood && <Understood line={line} draft={draft} /> };
}
