import { useState } from 'react';
import type { Section } from '../../../model/outline/outline';
import { IconButton } from '../../../shared/ui/icon-button';
import { AddIcon, MoreIcon } from '../../../shared/ui/icons';
import { Menu } from '../../../shared/ui/menu';
import { VisuallyHidden } from '../../../shared/ui/visually-hidden';
import type { Column } from '../board-columns';
import styles from './board.module.css';
import { NameField } from '../../../shared/ui/name-field';

export interface SectionHandlers {
  onRename: (section: Section, name: string) => void;
  onMoveSection: (section: Section, way: 'left' | 'right') => void;
  onRemoveSection: (section: Section) => void;
}

interface ColumnHeaderProps extends SectionHandlers {
  /** Of the heading. */
  id: string;
  column: Column;
  /** Whether it is known how much is in it. */
  counted: boolean;
  onAdd: () => void;
}

/** The name of a column, how much is in it, and what can be done with it. */
export function ColumnHeader({ id, column: { section, name, count }, counted, onAdd, ...handlers }: ColumnHeaderProps) {
  const [renaming, setRenaming] = useState(false);
  const rename = (next: string | null, before: string) => {
    setRenaming(false);
    if (section && next !== null) handlers.onRename({ ...section, name: before }, next);
  };
  return (
    <div className={styles.header}>
      {renaming ? (
        <NameField label="Name of the section" name={name} onDone={rename} />
      ) : (
        <h2 id={id} className={styles.name} dir="auto" translate={section ? 'no' : undefined}>
          {name}
        </h2>
      )}
      <span className={styles.count}>
        {counted && (
          <>
            <span>{count}</span> <VisuallyHidden>open</VisuallyHidden>
          </>
        )}
      </span>
      <span className={styles.tools}>
        <IconButton label={`Add a todo to ${name}`} onClick={onAdd}>
          <AddIcon size={18} aria-hidden="true" />
        </IconButton>
        {section && <ColumnMenu section={section} onRename={() => setRenaming(true)} handlers={handlers} />}
      </span>
    </div>
  );
}

interface ColumnMenuProps {
  section: Section;
  onRename: () => void;
  handlers: SectionHandlers;
}

function ColumnMenu({ section, onRename, handlers }: ColumnMenuProps) {
  return (
    <Menu
      label={`Actions for the section ${section.name}`}
      entries={[
        { kind: 'action', label: 'Rename', onSelect: onRename },
        { kind: 'action', label: 'Move left', onSelect: () => handlers.onMoveSection(section, 'left') },
        { kind: 'action', label: 'Move right', onSelect: () => handlers.onMoveSection(section, 'right') },
        { kind: 'line' },
        { kind: 'action', label: 'Delete', tone: 'danger', onSelect: () => handlers.onRemoveSection(section) },
      ]}
    >
      <MoreIcon size={20} aria-hidden="true" />
    </Menu>
  );
}
