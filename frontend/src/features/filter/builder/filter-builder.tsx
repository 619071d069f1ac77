import type { FilterContext } from '@latch/domain/filters/filter-context';
import { useEffect, useRef, useState } from 'react';
import { Builder } from './builder-rows';
import {
  type BuilderTools,
  type GroupRow,
  hasSyntaxError,
  newKey,
  readRows,
  type Reading,
  rowsIn,
  writeRows,
} from './rows';

interface FilterBuilderProps {
  query: string;
  onQuery: (query: string) => void;
  reading: Reading;
  outline: Pick<FilterContext, 'projects' | 'sections' | 'labels'> | undefined;
}

/** A filter as rows of conditions, which reads and writes its text. Nothing is written until something is changed. */
export default function FilterBuilder({ query, onQuery, reading, outline }: FilterBuilderProps) {
  const [root, setRoot] = useState(() => readRows(query, reading));
  const [known, setKnown] = useState(query);
  const [written, setWritten] = useState(query);
  const wanted = useRef<number>(undefined);
  const here = useRef<HTMLDivElement>(null);
  if (query !== known) {
    setKnown(query);
    // It came from elsewhere: it was typed, or is another filter.
    if (query !== written) {
      setRoot(readRows(query, reading));
      setWritten(query);
    }
  }
  useEffect(() => {
    if (wanted.current === undefined) return;
    here.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"] :is(select, input)`)?.focus();
    wanted.current = undefined;
  });
  const change = (next: GroupRow) => {
    setRoot(next);
    const text = writeRows(next, reading);
    setWritten(text);
    if (text !== query) onQuery(text);
  };
  const isWhole = !rowsIn(root).some((row) => row.kind === 'text' && hasSyntaxError(row, reading));
  const tools: BuilderTools = {
    root,
    change,
    focus: (key) => {
      wanted.current = key;
    },
    newKey: () => newKey(root),
    reading,
    canAdd: isWhole,
    names: {
      project: names(outline?.projects),
      section: names(outline?.sections),
      label: names(outline?.labels),
    },
  };
  return (
    <div ref={here}>
      <Builder tools={tools} />
    </div>
  );
}

function names(things: readonly { name: string }[] = []): string[] {
  return [...new Set(things.map(({ name }) => name))];
}
