import type { Filter } from '@latch/domain/filters/filter';
import { foldName } from '@latch/domain/filters/filter-context';
import { parseFilter } from '@latch/domain/filters/parse-filter';
import { draftOf } from '../../model/filters/drafts';
import type { OutlineContext } from '../../model/filters/filter-context';
import type { Outline } from '../../model/outline/outline';

/** The pages whose todos are chosen by what they are. */
export type InspectedPath =
  | '/inbox'
  | '/projects/$projectId'
  | '/labels/$labelId'
  | '/today'
  | '/upcoming'
  | '/completed'
  | '/filter'
  | '/filters/$filterId';

/** Where somebody is: the path of the page with the names of its parameters, what they are, and the text of its filter. */
export interface Place {
  path: InspectedPath;
  id: string | undefined;
  query: string;
}

/** A page of todos as a filter that has the same open ones in it. */
export interface InspectedView {
  name: string;
  filter: Filter;
  /** What the filter says otherwise than the page. */
  note?: string;
}

/** Why a page cannot be read as a filter. */
export type Unreadable = 'empty' | 'error' | 'gone';

type Read = (place: Place, context: OutlineContext) => InspectedView | Unreadable;

const due = (op: 'before' | 'on' | 'after'): Filter => ({ kind: 'date', field: 'due', op, day: { text: 'today' } });

function projectView(
  project: Outline['projects'][number] | undefined,
  { projects }: Outline,
): InspectedView | Unreadable {
  if (!project) return 'gone';
  const { name } = project;
  const isShared = projects.some((one) => one !== project && foldName(one.name) === foldName(name));
  return {
    name,
    filter: { kind: 'project', name, withBelow: false },
    ...(isShared && { note: `Another project is called “${name}”, too. The filter has the todos of both.` }),
  };
}

function filterView(name: string, query: string, context: OutlineContext): InspectedView | Unreadable {
  if (query.trim() === '') return 'empty';
  const { tree, errors } = parseFilter(query, context);
  return tree && errors.length === 0 ? { name, filter: tree } : 'error';
}

const VIEWS: Readonly<Record<InspectedPath, Read>> = {
  '/inbox': (_, outline) =>
    projectView(
      outline.projects.find(({ inbox }) => inbox),
      outline,
    ),
  '/projects/$projectId': ({ id }, outline) =>
    projectView(
      outline.projects.find((one) => one.id === id),
      outline,
    ),
  '/labels/$labelId': ({ id }, { labels }) => {
    const label = labels.find((one) => one.id === id);
    return label ? { name: label.name, filter: { kind: 'label', parts: [label.name] } } : 'gone';
  },
  '/today': () => ({ name: 'Today', filter: { kind: 'or', parts: [due('before'), due('on')] } }),
  '/upcoming': () => ({ name: 'Upcoming', filter: { kind: 'or', parts: [due('before'), due('on'), due('after')] } }),
  '/completed': () => ({ name: 'Completed', filter: { kind: 'is', what: 'completed' } }),
  '/filter': ({ query }, context) => filterView('this filter', query, context),
  '/filters/$filterId': ({ id = '', query }, context) => {
    const saved = context.filters.find((one) => one.id === id);
    return saved ? filterView(saved.name ?? '', query || draftOf(id) || (saved.query ?? ''), context) : 'gone';
  },
};

/** @returns the page as a filter, or why it cannot be read as one */
export function inspectedView(place: Place, context: OutlineContext): InspectedView | Unreadable {
  return VIEWS[place.path](place, context);
}
