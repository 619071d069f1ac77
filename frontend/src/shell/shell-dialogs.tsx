import { useNavigate } from '@tanstack/react-router';
import { Suspense } from 'react';
import { OverlayFallback } from '../shared/ui/overlay-fallback';
import { lazyOverlay } from '../shared/ui/overlays';
import type { Dialogs } from './use-shell-dialogs';

const KeysSheet = lazyOverlay(() => import('../shared/keys/keys-sheet'));
const Palette = lazyOverlay(() => import('./shell-palette'));
const ProjectDialog = lazyOverlay(() => import('../features/project/components/project-dialog'));
const LabelDialog = lazyOverlay(() => import('../features/labels/components/label-dialog'));

/** What opens over any page, by key or by button. */
export function ShellDialogs({ userId, dialogs }: { userId: string; dialogs: Dialogs }) {
  const navigate = useNavigate();
  const { shown, close } = dialogs;
  const goTo = ({ id: projectId }: { id: string }) =>
    void navigate({ to: '/projects/$projectId', params: { projectId } });
  return (
    <Suspense fallback={shown && <OverlayFallback onCancel={close} />}>
      {shown === 'keys' && <KeysSheet onClose={close} />}
      {shown === 'palette' && <Palette userId={userId} onClose={close} />}
      {shown === 'project' && <ProjectDialog userId={userId} onClose={close} onCreated={goTo} />}
      {shown === 'label' && <LabelDialog userId={userId} onClose={close} />}
    </Suspense>
  );
}
