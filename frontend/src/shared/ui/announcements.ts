import { createStore } from '../api/external-store';

/** Something to say to screen readers. `turn` tells the same words said twice apart. */
export interface Announcement {
  text: string;
  turn: number;
}

/** What was last said. */
export const announced = createStore<Announcement>({ text: '', turn: 0 });

/** Says something to who cannot see it, when nothing more urgent is being read. */
export function announce(text: string): void {
  announced.set({ text, turn: announced.get().turn + 1 });
}
