import { colours } from '@latch/domain/colours';
import type { Colour } from './outline';

/**
 * The colour of the next project or label: of those that fewest have, the first one. Grey, which the Inbox has, comes last.
 * @param others what there is of that kind
 */
export function nextColour(others: readonly { colour: Colour }[]): Colour {
  const timesUsed = (colour: Colour) => others.filter((other) => other.colour === colour).length;
  const [grey, ...colourful] = colours;
  return [...colourful, grey].reduce((best, colour) => (timesUsed(colour) < timesUsed(best) ? colour : best));
}
