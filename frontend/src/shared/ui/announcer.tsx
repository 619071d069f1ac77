import { useSyncExternalStore } from 'react';
import { announced } from './announcements';
import { VisuallyHidden } from './visually-hidden';
import { Sentence } from './own-text';

/** The one place screen readers listen to for what `announce` says; stands once, around every page. */
export function Announcer() {
  const said = useSyncExternalStore(announced.subscribe, announced.get);
  return (
    <VisuallyHidden>
      <output>
        <Sentence key={said.turn}>{said.text}</Sentence>
      </output>
    </VisuallyHidden>
  );
}
