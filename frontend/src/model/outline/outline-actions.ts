import type { NewValuesGiven } from '@latch/domain/fields';
import type { labelFields, projectFields, savedFilterFields } from '@latch/domain/outline-fields';
import type { ChangeSpec } from '../changes/change-spec';
import type {
  Label,
  LabelPatch,
  Project,
  ProjectPatch,
  SavedFilter,
  SavedFilterPatch,
  Section,
  SectionPatch,
} from './outline';
import type { Among } from '../todos/placement';

type NewProject = NewValuesGiven<typeof projectFields> & Among & { parentId?: string | null };
interface NewSection extends Among {
  projectId: string;
  name: string;
}
type NewLabel = NewValuesGiven<typeof labelFields>;
type NewFilter = NewValuesGiven<typeof savedFilterFields> & Among;

/**
 * Everything that can be done to projects, sections, labels and saved filters. What is made is shown at once and returned; its id is a new one
 * unless it is given.
 */
export interface OutlineActions {
  createProject: (wanted: NewProject, id?: string) => Project;
  updateProject: (project: Project, patch: ProjectPatch) => void;
  /** @param place below `parentId` (null for the top; left out for where it is), before or after another, or else last */
  moveProject: (project: Project, place: Among & { parentId?: string | null }) => void;
  /** Moves it to Trash, with all that is in it and below it. */
  removeProject: (project: Project) => void;
  createSection: (wanted: NewSection, id?: string) => Section;
  updateSection: (section: Section, patch: SectionPatch) => void;
  moveSection: (section: Section, place: Among) => void;
  removeSection: (section: Section) => void;
  createLabel: (wanted: NewLabel, id?: string) => Label;
  updateLabel: (label: Label, patch: LabelPatch) => void;
  removeLabel: (label: Label) => void;
  createFilter: (wanted: NewFilter, id?: string) => SavedFilter;
  updateFilter: (filter: SavedFilter, patch: SavedFilterPatch) => void;
  moveFilter: (filter: SavedFilter, place: Among) => void;
  removeFilter: (filter: SavedFilter) => void;
}

/** Runs a change; what is refused is told, and a name that was changed elsewhere, too, may still be kept. */
export type RunChange = (spec: ChangeSpec, keepMine?: () => void) => void;
