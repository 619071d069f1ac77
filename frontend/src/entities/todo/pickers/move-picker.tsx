import { useState } from 'react';
import type { Outline, Project, Section } from '../../../model/outline/outline';
import { useOutline } from '../../../model/outline/use-outline';
import type { Todo } from '../../../model/todos/todo';
import { FilterList } from '../../../shared/ui/filter-list';
import { CheckIcon, InboxIcon } from '../../../shared/ui/icons';
import { Mark } from '../../../shared/ui/mark';
import { PickerPopup } from '../../../shared/ui/picker-popup';
import { matches } from '../../../shared/formatters/matches';
import { nameOf } from '../../../model/todos/todo-context';
import { OwnText } from '../../../shared/ui/own-text';
import styles from './pickers.module.css';

export interface MovePickerProps {
  userId: string;
  todos: readonly Todo[];
  /** @param name of the place, for people: "Home / Kitchen" */
  onPick: (place: { projectId: string; sectionId: string | null; parentId: null }, name: string) => void;
  /** What the picker lies beside. */
  anchor?: HTMLElement | undefined;
  onClose: () => void;
}

interface Target {
  id: string;
  label: string;
  project: Project;
  section: Section | null;
  /** Whether all of the todos are there already. */
  here: boolean;
}

/** Chooses the project or section that todos move to. */
export default function MovePicker({ userId, todos, onPick, anchor, onClose }: MovePickerProps) {
  const [text, setText] = useState('');
  const outline = useOutline(userId);
  const targets = outline ? targetsOf(outline, todos).filter(({ label }) => matches(label, text)) : [];
  const pick = ({ project, section, label }: Target) => {
    onClose();
    onPick({ projectId: project.id, sectionId: section?.id ?? null, parentId: null }, label);
  };
  return (
    <PickerPopup title={`Move ${nameOf(todos)}`} anchor={anchor} onClose={onClose}>
      <FilterList
        label="Move to"
        placeholder={`Move ${nameOf(todos)} to…`}
        text={text}
        onTextChange={setText}
        groups={[{ name: '', items: targets }]}
        renderItem={(target) => <TargetLine target={target} />}
        onPick={pick}
        empty={outline ? 'No matching project or section.' : 'Loading…'}
      />
    </PickerPopup>
  );
}

function TargetLine({ target: { project, section, here } }: { target: Target }) {
  return (
    <>
      <span className={styles.icon} data-within={section !== null || undefined}>
        {project.inbox ? <InboxIcon size={16} aria-hidden="true" /> : <Mark colour={project.colour} />}
      </span>
      <span className={styles.name}>
        {section && (
          <span className={styles.path}>
            <OwnText>{project.name}</OwnText>
            <span> / </span>
          </span>
        )}
        <OwnText>{section?.name ?? project.name}</OwnText>
      </span>
      {here && <CheckIcon size={16} aria-label="Current place" />}
    </>
  );
}

/** Every project with its sections, in the order of the sidebar; what is archived is no place to move to. */
function targetsOf({ projects, sections }: Outline, todos: readonly Todo[]): Target[] {
  return projects
    .filter((project) => !project.archived)
    .flatMap((project) => {
      const own = sections.filter(({ projectId }) => projectId === project.id);
      return [null, ...own].map((section) => ({
        id: section?.id ?? project.id,
        label: section ? `${project.name} / ${section.name}` : project.name,
        project,
        section,
        here: todos.every((todo) => todo.projectId === project.id && todo.sectionId === (section?.id ?? null)),
      }));
    });
}
