import { tidyLine } from '@latch/domain/tidy-line';

/** A name as it is kept: as a title, with single blanks between its words. */
export function tidyName(text: string): string {
  return tidyLine(text).replaceAll(/\s+/g, ' ');
}
