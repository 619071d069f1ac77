import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/**
 * The rows down to the foot of the window, for as long as what windows a list is not loaded: as many more as are scrolled
 * to. Each stands where those before it end.
 */
export function useFirstRows(count: number, rowHeight: number, kept: readonly number[], wanted: boolean) {
  const elements = useRef(new Set<HTMLElement>());
  const [heights, setHeights] = useState<Readonly<Record<number, number>>>({});
  const [until, setUntil] = useState(() => (wanted ? Math.ceil((scrollY + innerHeight) / rowHeight) : 0));
  const rowRef = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    elements.current.add(element);
    return () => void elements.current.delete(element);
  }, []);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- any render can change how high a row is; set only when it did
  useLayoutEffect(() => {
    const measured = [...elements.current].map(({ dataset, offsetHeight }) => [Number(dataset.index), offsetHeight]);
    if (measured.some(([index = 0, height]) => heights[index] !== height))
      setHeights(Object.fromEntries(measured) as Record<number, number>);
  });
  useEffect(() => {
    if (!wanted) return undefined;
    const follow = () => setUntil((before) => Math.max(before, Math.ceil((scrollY + 2 * innerHeight) / rowHeight)));
    addEventListener('scroll', follow, { passive: true });
    return () => removeEventListener('scroll', follow);
  }, [wanted, rowHeight]);

  const shown: { index: number; top: number }[] = [];
  let height = 0;
  const end = wanted ? count : 0;
  for (let index = 0; index < end; index += 1) {
    if (index < until || kept.includes(index)) shown.push({ index, top: height });
    height += heights[index] ?? rowHeight;
  }
  return { rowRef, height, shown };
}
