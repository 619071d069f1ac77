import type { ReactNode } from 'react';
import { createFolds } from '../../../shared/kept/folds';
import { ChevronRightIcon } from '../../../shared/ui/icons';
import styles from './sidebar.module.css';

/** Which parts of the sidebar are folded up. */
export const { useFolds: useCollapsed } = createFolds('latch.collapsed');

interface FoldButtonProps {
  /** What is folded. */
  of: string;
  open: boolean;
  onToggle: () => void;
}

/** Folds a project up and out. */
export function FoldButton({ of, open, onToggle }: FoldButtonProps) {
  return (
    <button
      type="button"
      className={styles.fold}
      aria-expanded={open}
      aria-label={`Projects in ${of}`}
      onClick={onToggle}
    >
      <ChevronRightIcon size={16} aria-hidden="true" />
    </button>
  );
}

interface FoldProps {
  /** What its state is remembered by. */
  id: string;
  name: string;
  foldedAtFirst?: boolean;
  children: ReactNode;
}

/** A part that can be folded up, with its name on the button. */
export function Fold({ id, name, foldedAtFirst = false, children }: FoldProps) {
  const [toggled, toggle] = useCollapsed();
  const open = toggled.has(id) === foldedAtFirst;
  return (
    <>
      <button type="button" className={styles.foldedPart} aria-expanded={open} onClick={() => toggle(id)}>
        <ChevronRightIcon size={16} aria-hidden="true" />
        <span>{name}</span>
      </button>
      {open && children}
    </>
  );
}
