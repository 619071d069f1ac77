import { useOutlineActions } from '../../model/outline/use-outline-actions';
import { announce } from '../../shared/ui/announcements';
import type { Column } from './board-columns';
import type { SectionHandlers } from './components/column-header';

/** What the menu of a column does. */
export function useSectionHandlers(userId: string, columns: readonly Column[]): SectionHandlers {
  const { updateSection, moveSection, removeSection } = useOutlineActions(userId);
  return {
    onRename: (section, name) => updateSection(section, { name }),
    onMoveSection: (section, way) => {
      const sections = columns.flatMap((column) => column.section ?? []);
      const at = sections.findIndex(({ id }) => id === section.id);
      const other = sections[way === 'left' ? at - 1 : at + 1];
      if (!other) announce(way === 'left' ? 'Already the first section.' : 'Already the last section.');
      else moveSection(section, way === 'left' ? { beforeId: other.id } : { afterId: other.id });
    },
    onRemoveSection: removeSection,
  };
}
