import { useSyncExternalStore } from 'react';
import { announced } from './announcements';
import { VisuallyHidden } from './visually-hidden';

/** The one place screen readers listen to for what `announce` says; stands once, around every page. */
export function Announcer() {
  const said = useSyncExternalStore(announced.subscribe, announced.get);
  return (
    <VisuallyHidden>
      <output>
        <span key={said.turn}>{said.text}</span>
      </output>
    </VisuallyHidden>
  );
}
