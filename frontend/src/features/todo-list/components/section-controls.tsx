import { type Section, sectionsOf } from '../../../model/outline/outline';
import { useOutline } from '../../../model/outline/use-outline';
import { useOutlineActions } from '../../../model/outline/use-outline-actions';
import { IconButton } from '../../../shared/ui/icon-button';
import { AddIcon, MoreIcon } from '../../../shared/ui/icons';
import { Menu } from '../../../shared/ui/menu';
import { NameField } from '../../../shared/ui/name-field';
import styles from './section-row.module.css';

export interface SectionControlsProps {
  userId: string;
  section: Section;
  renaming: boolean;
  onRenaming: (renaming: boolean) => void;
  onAddTo: (section: Section) => void;
}

/** What can be done to a section; loaded when there is one. */
export default function SectionControls({ userId, section, renaming, onRenaming, onAddTo }: SectionControlsProps) {
  const sections = sectionsOf(useOutline(userId), section.projectId);
  const { updateSection, moveSection, removeSection } = useOutlineActions(userId);
  const at = sections.findIndex(({ id }) => id === section.id);
  const [before, after] = [sections[at - 1], sections[at + 1]];
  const rename = (name: string | null, before: string) => {
    onRenaming(false);
    if (name !== null) updateSection({ ...section, name: before }, { name });
  };
  return (
    <>
      {renaming && <NameField label="Name of the section" name={section.name} onDone={rename} />}
      <span className={styles.tools}>
        <IconButton label={`Add a todo to ${section.name}`} onClick={() => onAddTo(section)}>
          <AddIcon size={18} aria-hidden="true" />
        </IconButton>
        <Menu
          label={`Actions for the section ${section.name}`}
          entries={[
            { kind: 'action', label: 'Rename', onSelect: () => onRenaming(true) },
            ...(before ? [action('Move up', () => moveSection(section, { beforeId: before.id }))] : []),
            ...(after ? [action('Move down', () => moveSection(section, { afterId: after.id }))] : []),
            { kind: 'line' },
            { kind: 'action', label: 'Delete', tone: 'danger', onSelect: () => removeSection(section) },
          ]}
        >
          <MoreIcon size={20} aria-hidden="true" />
        </Menu>
      </span>
    </>
  );
}

function action(label: string, onSelect: () => void) {
  return { kind: 'action' as const, label, onSelect };
}
