import { Suspense, useState } from 'react';
import { Button } from '../../../shared/ui/button';
import { AddIcon } from '../../../shared/ui/icons';
import { OverlayFallback } from '../../../shared/ui/overlay-fallback';
import { lazyOverlay } from '../../../shared/ui/overlays';
import styles from './section-row.module.css';

const NewSection = lazyOverlay(() => import('./new-section'));

interface AddSectionProps {
  userId: string;
  projectId: string;
}

/** The way to a new section, at the end of a project. */
export default function AddSection(props: AddSectionProps) {
  const [adding, setAdding] = useState(false);
  const button = (
    <Button className={styles.add} onClick={() => setAdding(true)}>
      <AddIcon size={20} aria-hidden="true" /> Add a section
    </Button>
  );
  if (!adding) return button;
  return (
    <Suspense
      fallback={
        <>
          {button}
          <OverlayFallback onCancel={() => setAdding(false)} />
        </>
      }
    >
      <NewSection {...props} onDone={() => setAdding(false)} />
    </Suspense>
  );
}
