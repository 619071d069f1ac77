import { type ReactNode, useRef, useState } from 'react';
import { useRefused } from '../../model/changes/use-refused';
import { unsentCount } from '../../shared/api/unsent';
import { draftNames } from '../../shared/kept/kept-drafts';
import { runCommand } from '../../shared/keys/command-registry';
import { Button } from '../../shared/ui/button';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog';
import { useSignOut } from './use-sign-out';

/**
 * Signs out, and asks before where that loses something.
 * @param onSignedOut where to go then
 * @returns `question` is to be drawn
 */
export function useAskedSignOut(
  userId: string,
  onSignedOut: () => void | Promise<void>,
): { signOut: () => void; question: ReactNode } {
  const [lost, setLost] = useState('');
  const [asking, setAsking] = useState(false);
  const refused = useRefused(userId);
  const { signOut } = useSignOut(onSignedOut);
  const leaves = useRef(false);
  const decide = () => {
    leaves.current = true;
    setAsking(false);
    runCommand('goNeedsYou');
  };
  const question = (
    <ConfirmDialog
      open={asking}
      onOpenChange={setAsking}
      title="Sign out without saving?"
      confirmLabel="Sign out anyway"
      cancelLabel="Stay"
      onConfirm={() => void signOut()}
      // Of the page that opens; of the one before it where that is there still.
      focusAfter={() => (leaves.current ? document.querySelector('h1') : null)}
    >
      <p>{`${lost} not saved yet, and would be lost.`}</p>
      {refused.length > 0 && <Button onClick={decide}>Decide in Needs you</Button>}
    </ConfirmDialog>
  );
  const ask = () => {
    const unsaved = unsavedOf(userId, refused.length);
    setLost(unsaved);
    leaves.current = false;
    if (unsaved) setAsking(true);
    else void signOut();
  };
  return { signOut: ask, question };
}

/** What signing out would lose, as the subject of a sentence; nothing when all is saved. */
function unsavedOf(userId: string, refused: number): string {
  const unsaved = unsentCount() + refused;
  if (unsaved > 0) return unsaved === 1 ? '1 change is' : `${unsaved} changes are`;
  return draftNames(userId, '').length > 0 ? 'Your notes are' : '';
}
