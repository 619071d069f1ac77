import { useState } from 'react';

/** Something to say to screen readers. `turn` tells the same words said twice apart. */
export interface Announcement {
  text: string;
  turn: number;
}

/** What was last said, and how to say something. */
export function useAnnouncer(): [Announcement, (text: string) => void] {
  const [said, say] = useState<Announcement>({ text: '', turn: 0 });
  return [said, (text) => say(({ turn }) => ({ text, turn: turn + 1 }))];
}
