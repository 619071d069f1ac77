import {
  defaultRangeExtractor,
  observeWindowOffset,
  observeWindowRect,
  type Range,
  Virtualizer,
  type VirtualizerOptions,
  windowScroll,
} from '@tanstack/react-virtual';

interface RowVirtualizerOptions {
  count: number;
  rowHeight: number;
  /** Kept as it is while the rows are: a new one makes every row be measured anew. */
  getItemKey: (index: number) => string | number;
  overscan: number;
  /** Indexes of rows that are there wherever they are. */
  kept: number[];
  layout: { top: number; scrollPaddingStart: number; scrollPaddingEnd: number };
  onChange: () => void;
}

export type RowVirtualizer = Virtualizer<Window, HTMLElement>;

/** @returns what `useWindowVirtualizer` is built on; a hook of the library could not be called before it is loaded */
export function createRowVirtualizer(options: RowVirtualizerOptions): RowVirtualizer {
  return new Virtualizer(optionsFor(options));
}

export function updateRowVirtualizer(virtualizer: RowVirtualizer, options: RowVirtualizerOptions): void {
  virtualizer.setOptions(optionsFor(options));
}

function optionsFor({
  rowHeight,
  kept,
  layout: { top, ...padding },
  ...options
}: RowVirtualizerOptions): VirtualizerOptions<Window, HTMLElement> {
  return {
    ...options,
    ...padding,
    scrollMargin: top,
    estimateSize: () => rowHeight,
    rangeExtractor: (range: Range) => withKept(range, kept),
    getScrollElement: (): Window => window,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
    // The rows that are there already stay: it knows what is seen before it is mounted.
    initialRect: { width: innerWidth, height: innerHeight },
    initialOffset: () => scrollY,
  };
}

function withKept(range: Range, kept: number[]): number[] {
  const indexes = new Set([...defaultRangeExtractor(range), ...kept.filter((index) => index >= 0)]);
  return [...indexes].sort((a, b) => a - b);
}
