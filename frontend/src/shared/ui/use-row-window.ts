import {
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useState,
  useSyncExternalStore,
} from 'react';
import { createStore } from '../api/external-store';
import { loadUntilThere } from './overlays';
import { useFirstRows } from './use-first-rows';

/** Rows beyond the window, each way, so that none is missing while it is scrolled. */
const BEYOND = 8;

/** Loaded behind the first rows, which are drawn without. */
const library = createStore<typeof import('./row-virtualizer') | null>(null);
let loading: Promise<void> | undefined;
const load = () => (loading ??= loadUntilThere(() => import('./row-virtualizer')).then(library.set));

export interface RowWindowOptions {
  /** How high a row is, about. Pixels. */
  rowHeight: number;
  /** Keys of rows that are there wherever they are: one has the focus, or text in it. */
  kept: (string | null | undefined)[];
  /** The key of the row that is to be seen. */
  scrollTo?: string | null | undefined;
  /** Where in the window. */
  align?: 'auto' | 'start';
}

/** Which rows of a list are near the window, and where: those alone need be there, so ten thousand scroll like ten. */
export function useRowWindow(rows: readonly { key: string }[], options: RowWindowOptions) {
  const [list, setList] = useState<HTMLElement | null>(null);
  const { rowHeight, kept, scrollTo, align = 'auto' } = options;
  const indexOf = (key: string | null | undefined) => (key ? rows.findIndex((row) => row.key === key) : -1);
  const keptAt = kept.map(indexOf);
  const layout = useLayoutOf(list);
  const virtualizer = useRowVirtualizer(rows, rowHeight, keptAt, layout);
  const first = useFirstRows(rows.length, rowHeight, keptAt, virtualizer === null);
  const scrollToIndex = indexOf(scrollTo);
  useLayoutEffect(() => {
    // With the first row the heading above it comes back, where there is room for both.
    if (scrollToIndex === 0 && layout.top + rowHeight + layout.scrollPaddingEnd < innerHeight)
      globalThis.scrollTo(0, 0);
    else if (scrollToIndex !== -1) virtualizer?.scrollToIndex(scrollToIndex, { align });
    // oxlint-disable-next-line react/exhaustive-deps -- not again when the layout changes
  }, [virtualizer, scrollToIndex]);

  if (!virtualizer) return { listRef: setList, ...first };
  return {
    listRef: setList,
    rowRef: virtualizer.measureElement,
    height: virtualizer.getTotalSize(),
    /** Pixels from the top of the list for each. */
    shown: virtualizer.getVirtualItems().map(({ index, start }) => ({
      index,
      top: start - virtualizer.options.scrollMargin,
    })),
  };
}

/** @returns null until the library is loaded */
function useRowVirtualizer(
  rows: readonly { key: string }[],
  rowHeight: number,
  kept: number[],
  layout: ReturnType<typeof useLayoutOf>,
) {
  const loaded = useSyncExternalStore(library.subscribe, library.get);
  const [, onChange] = useReducer((changes: number) => changes + 1, 0);
  useEffect(() => void load(), []);
  const options = {
    count: rows.length,
    rowHeight,
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    // What is seen is painted first, without what lies beyond.
    overscan: useDeferredValue(BEYOND, 0),
    kept,
    layout,
    onChange,
  };
  // oxlint-disable-next-line react/exhaustive-deps -- made once, and told of new options below
  const virtualizer = useMemo(() => loaded?.createRowVirtualizer(options) ?? null, [loaded]);
  if (virtualizer) loaded?.updateRowVirtualizer(virtualizer, options);
  // oxlint-disable-next-line no-underscore-dangle -- what the library's own hook calls
  useLayoutEffect(() => virtualizer?._didMount(), [virtualizer]);
  // oxlint-disable-next-line no-underscore-dangle
  useLayoutEffect(() => virtualizer?._willUpdate());
  return virtualizer;
}

/**
 * Pixels between the top of the document and the element, and what the page keeps free at the top and the foot of the
 * window (`scroll-padding`). Follows whatever grows above it.
 */
function useLayoutOf(element: HTMLElement | null) {
  const [layout, setLayout] = useState({ top: 0, scrollPaddingStart: 0, scrollPaddingEnd: 0 });
  useEffect(() => {
    if (!element) return undefined;
    const measure = () => {
      const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
      const top = Math.round(element.getBoundingClientRect().top + scrollY);
      const scrollPaddingStart = Number.parseFloat(scrollPaddingTop) || 0;
      const scrollPaddingEnd = Number.parseFloat(scrollPaddingBottom) || 0;
      setLayout((before) =>
        before.top === top &&
        before.scrollPaddingStart === scrollPaddingStart &&
        before.scrollPaddingEnd === scrollPaddingEnd
          ? before
          : { top, scrollPaddingStart, scrollPaddingEnd },
      );
    };
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return layout;
}
