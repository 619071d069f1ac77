import { colours } from '@latch/domain/colours';
import { projectFields } from '@latch/domain/outline-fields';
import { type FormEvent, useRef, useState } from 'react';
import { nextColour } from '../../../model/outline/next-colour';
import type { Colour, Project } from '../../../model/outline/outline';
import { useOutline } from '../../../model/outline/use-outline';
import { useOutlineActions } from '../../../model/outline/use-outline-actions';
import { Button } from '../../../shared/ui/button';
import { ColourField } from '../../../shared/ui/colour-field';
import { Dialog } from '../../../shared/ui/dialog';
import formStyles from '../../../shared/ui/form.module.css';
import { SegmentedControl } from '../../../shared/ui/segmented-control';
import { SelectField } from '../../../shared/ui/select-field';
import { TextField } from '../../../shared/ui/text-field';
import { depthOf, possibleParents } from '../place';
import { tidyName } from '../../../shared/formatters/tidy-name';

const NAME_LIMIT = projectFields.name.most;
const TOP = '';
const INDENT = '\u2003';
const LAYOUTS = [
  { value: 'list', label: 'List' },
  { value: 'board', label: 'Board' },
] as const;

export interface ProjectDialogProps {
  userId: string;
  /** The one to edit; without it, a new one is made. */
  project?: Project;
  /** Where a new one is to lie; at the top by default. */
  parentId?: string;
  onClose: () => void;
  onCreated?: (project: Project) => void;
}

/** Makes or edits a project: its name, its colour, where it lies and how it is laid out. */
export default function ProjectDialog({ userId, parentId, onClose, onCreated, ...props }: ProjectDialogProps) {
  // As the person saw it, whatever another device makes of it meanwhile.
  const [project] = useState(props.project);
  const actions = useOutlineActions(userId);
  const projects = useOutline(userId)?.projects ?? [];
  const field = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string>();
  const [name, setName] = useState(project?.name ?? '');
  const [chosen, setColour] = useState(project?.colour);
  const colour: Colour = chosen ?? nextColour(projects.filter(({ inbox }) => !inbox));
  const [layout, setLayout] = useState(project?.layout ?? 'list');
  const [parent, setParent] = useState(project?.parentId ?? parentId ?? TOP);

  const save = (event: FormEvent) => {
    event.preventDefault();
    const problem = nameProblem(name);
    setError(problem);
    if (problem) return field.current?.focus();
    const wanted = { name: tidyName(name), colour, layout };
    onClose();
    if (!project) {
      const created = actions.createProject({ ...wanted, parentId: parent || null });
      return onCreated?.(created);
    }
    const patch = differing(project, wanted);
    if (Object.keys(patch).length > 0) actions.updateProject(project, patch);
    if ((project.parentId ?? TOP) !== parent) actions.moveProject(project, { parentId: parent || null });
  };
  const title = project ? 'Edit project' : 'New project';
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} initialFocus={field}>
      <form className={formStyles.form} onSubmit={save} noValidate>
        <TextField
          ref={field}
          label="Name"
          value={name}
          error={error}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <Choices
          colour={colour}
          onColour={setColour}
          parent={parent}
          onParent={setParent}
          parents={parentsFor(projects, project?.id)}
          layout={layout}
          onLayout={setLayout}
        />
        <div className={formStyles.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            {project ? 'Save' : 'Add project'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface ChoicesProps {
  colour: Colour;
  onColour: (colour: Colour) => void;
  parent: string;
  onParent: (id: string) => void;
  parents: { value: string; label: string }[];
  layout: Project['layout'];
  onLayout: (layout: Project['layout']) => void;
}

function Choices({ colour, onColour, parent, onParent, parents, layout, onLayout }: ChoicesProps) {
  return (
    <>
      <ColourField label="Colour" colours={colours} value={colour} onChange={onColour} />
      <SelectField label="Parent project" value={parent} onChange={onParent} options={parents} />
      <div className={formStyles.choice}>
        <span>Layout</span>
        <SegmentedControl label="Layout" value={layout} onChange={onLayout} options={LAYOUTS} />
      </div>
    </>
  );
}

function parentsFor(projects: readonly Project[], id: string | undefined): ChoicesProps['parents'] {
  const parents = possibleParents(projects, id);
  const indented = parents.map((one) => ({ value: one.id, label: INDENT.repeat(depthOf(one, projects)) + one.name }));
  return [{ value: TOP, label: 'None' }, ...indented];
}

function nameProblem(name: string): string | undefined {
  const length = Array.from(tidyName(name)).length;
  if (length === 0) return 'Give the project a name.';
  return length > NAME_LIMIT ? `A name has at most ${NAME_LIMIT} characters; this one has ${length}.` : undefined;
}

function differing<Wanted extends Partial<Project>>(project: Project, wanted: Wanted): Partial<Wanted> {
  const changed = Object.entries(wanted).filter(([field, value]) => project[field as keyof Project] !== value);
  return Object.fromEntries(changed) as Partial<Wanted>;
}
