import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useState } from 'react';
import type { Card } from './board-columns';
import { useNear } from './use-near';

/** How high a card is, about. Pixels. */
const CARD_HEIGHT = 64;

/**
 * Which cards of a column are near what is shown of it, and where; none of a column that was never near. `kept` are rendered
 * wherever they are.
 */
export function useCardWindow(cards: readonly Card[], kept: (string | null)[], wanted: string | null) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const indexOf = (id: string | null) => (id === null ? -1 : cards.findIndex(({ todo }) => todo.id === id));
  const keptAt = kept.map(indexOf).filter((index) => index !== -1);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoises this; the cards are few
  const virtualizer = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller,
    estimateSize: () => CARD_HEIGHT,
    // Kept as it is while the cards are: a new one makes every card be measured anew.
    getItemKey: useCallback((index: number) => cards[index]?.todo.id ?? index, [cards]),
    overscan: 6,
    scrollPaddingStart: CARD_HEIGHT / 2,
    scrollPaddingEnd: CARD_HEIGHT / 2,
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), ...keptAt])].sort((a, b) => a - b),
    useFlushSync: false,
  });
  const near = useNear(scroller);
  const wantedAt = indexOf(wanted);
  useLayoutEffect(() => {
    if (wantedAt === -1) return;
    virtualizer.scrollToIndex(wantedAt, { align: 'auto' });
    scroller?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  }, [virtualizer, scroller, wantedAt]);
  return {
    scrollerRef: setScroller,
    cardRef: virtualizer.measureElement,
    height: virtualizer.getTotalSize(),
    shown: near ? virtualizer.getVirtualItems() : [],
  };
}
