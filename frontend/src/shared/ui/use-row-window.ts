import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useDeferredValue, useEffect, useLayoutEffect, useState } from 'react';

/** Rows beyond the window, each way, so that none is missing while it is scrolled. */
const BEYOND = 8;

export interface RowWindowOptions {
  /** How high a row is, about. Pixels. */
  rowHeight: number;
  /** Keys of rows that are there wherever they are: one has the focus, or text in it. */
  kept: (string | null | undefined)[];
  /** The key of the row that is to be seen. */
  scrollTo?: string | null;
}

/** Which rows of a list are near the window, and where: those alone need be there, so ten thousand scroll like ten. */
export function useRowWindow(rows: readonly { key: string }[], { rowHeight, kept, scrollTo }: RowWindowOptions) {
  const [list, setList] = useState<HTMLElement | null>(null);
  const indexOf = (key: string | null | undefined) => (key ? rows.findIndex((row) => row.key === key) : -1);
  const keptAt = kept.map(indexOf);
  // What is seen is painted first, without what lies beyond.
  const overscan = useDeferredValue(BEYOND, 0);
  const { top, scrollPaddingStart, scrollPaddingEnd } = useLayoutOf(list);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoises this; the rows are few
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    // Kept as it is while the rows are: a new one makes every row be measured anew.
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    overscan,
    scrollMargin: top,
    scrollPaddingStart,
    scrollPaddingEnd,
    rangeExtractor: (range) => withKept(range, keptAt),
    useFlushSync: false,
  });
  const scrollToIndex = indexOf(scrollTo);
  useLayoutEffect(() => {
    // With the first row the heading above it comes back, where there is room for both.
    if (scrollToIndex === 0 && top + rowHeight + scrollPaddingEnd < innerHeight) globalThis.scrollTo(0, 0);
    else if (scrollToIndex !== -1) virtualizer.scrollToIndex(scrollToIndex, { align: 'auto' });
    // oxlint-disable-next-line react/exhaustive-deps -- not again when the layout changes
  }, [virtualizer, scrollToIndex]);

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

function withKept(range: Range, kept: number[]): number[] {
  const indexes = new Set([...defaultRangeExtractor(range), ...kept.filter((index) => index >= 0)]);
  return [...indexes].sort((a, b) => a - b);
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
