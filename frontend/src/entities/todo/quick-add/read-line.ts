import { wallTime } from '@latch/domain/dates';
import { type QuickAdd, readQuickAdd } from '@latch/domain/quick-add';
import type { Range } from '@latch/domain/quick-add-marks';
import { INBOX, type Outline, projectOf } from '../../../model/outline/outline';
import type { NewTodo } from '../../../model/todos/todo';
import { shownClock } from '../../../shared/formatters/dates';
import type { Day } from '../../../shared/formatters/days';
import { typedLanguages } from '../../../shared/formatters/languages';

type Place = Omit<NewTodo, 'title'>;

/** Reads a line now, by the person's clock and with the names there are. */
export function readLine(
  line: string,
  place: Place,
  outline: Outline | undefined,
  dismissed: readonly Range[],
  day: Day,
): QuickAdd {
  const { zone } = shownClock();
  const { projects = [], sections = [], labels = [] } = outline ?? {};
  const names = {
    projects: projects.filter(({ archived }) => !archived),
    sections,
    labels,
    projectId: place.projectId ?? projectOf(outline, INBOX)?.id,
    places: !place.parentId,
  };
  return readQuickAdd(line, {
    today: day,
    now: wallTime(Date.now(), zone),
    zone,
    languages: typedLanguages(),
    names,
    from: place.due && place.due !== day ? place.due : undefined,
    dismissed,
  });
}

/** The todo that a line says in its place: what is typed is preferred to what the place has; labels add up. */
export function wantedBy(place: Place, { title, fields }: Pick<QuickAdd, 'title' | 'fields'>): NewTodo {
  const { projectId, sectionId, labelIds: _typed, ...rest } = fields;
  const { projectId: _project, sectionId: _section, parentId: _parent, ...elsewhere } = place;
  const isElsewhere = projectId !== undefined && projectId !== place.projectId;
  const labelIds = [...new Set([...(place.labelIds ?? []), ...(fields.labelIds ?? [])])];
  return {
    ...(isElsewhere ? elsewhere : place),
    ...rest,
    ...(projectId !== undefined && { projectId }),
    ...(sectionId !== undefined && { sectionId }),
    ...(labelIds.length > 0 && { labelIds }),
    title,
  };
}
