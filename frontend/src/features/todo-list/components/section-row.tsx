import { type Ref, Suspense, useState } from 'react';
import type { Section } from '../../../model/outline/outline';
import { OverlayFallback } from '../../../shared/ui/overlay-fallback';
import { lazyOverlay } from '../../../shared/ui/overlays';
import { useFocusBack } from '../../../shared/ui/lost-focus';
import type { SectionRowData } from '../rows';
import { FoldButton } from './fold-button';
import styles from './section-row.module.css';

const SectionControls = lazyOverlay(() => import('./section-controls'));

export interface SectionHandlers {
  userId: string;
  onFoldSection: (id: string) => void;
  /** Puts the cursor where a todo of that section is added. */
  onAddTo: (section: Section) => void;
}

interface SectionRowProps extends SectionHandlers {
  ref: Ref<HTMLLIElement>;
  row: SectionRowData;
  index: number;
  /** Pixels from the top of the list. */
  top: number;
}

/** The heading of a section. Pressing its name renames it. */
export function SectionRow({ ref, row, index, top, userId, onFoldSection, onAddTo }: SectionRowProps) {
  const { section, folded } = row;
  const [renaming, setRenaming] = useState(false);
  const name = useFocusBack<HTMLButtonElement>(renaming);
  return (
    <li
      ref={ref}
      className={styles.section}
      style={{ transform: `translateY(${top}px)` }}
      data-index={index}
      data-section-heading={section.id}
    >
      <span className={styles.lead}>
        <FoldButton label={`Todos of ${section.name}`} folded={folded} onToggle={() => onFoldSection(section.id)} />
      </span>
      {!renaming && (
        <h2 className={styles.heading}>
          <button
            ref={name}
            type="button"
            className={styles.name}
            dir="auto"
            translate="no"
            onClick={() => setRenaming(true)}
          >
            {section.name}
          </button>
          {folded && <span className={styles.count}>{section.openCount}</span>}
        </h2>
      )}
      <Suspense fallback={renaming && <OverlayFallback onCancel={() => setRenaming(false)} />}>
        <SectionControls {...{ userId, section, renaming, onAddTo }} onRenaming={setRenaming} />
      </Suspense>
    </li>
  );
}
