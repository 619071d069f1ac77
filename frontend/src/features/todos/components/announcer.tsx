import { VisuallyHidden } from '../../../shared/ui/visually-hidden';
import type { Announcement } from '../use-announcer';

/** Says what happened to who cannot see it, when nothing more urgent is being read. */
export function Announcer({ said }: { said: Announcement }) {
  return (
    <VisuallyHidden>
      <output>
        <span key={said.turn}>{said.text}</span>
      </output>
    </VisuallyHidden>
  );
}
