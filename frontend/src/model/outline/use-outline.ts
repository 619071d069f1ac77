import { useQuery } from '@tanstack/react-query';
import type { Outline } from './outline';
import { outlineQueries } from './outline-queries';

/** Projects, sections, labels and counts; undefined until they are there. */
export function useOutline(userId: string): Outline | undefined {
  return useQuery(outlineQueries.outline(userId)).data;
}
