import type { Filter } from '@latch/domain/filters/filter';
import type { FilterContext } from '@latch/domain/filters/filter-context';
import { parseFilter } from '@latch/domain/filters/parse-filter';
import { draftOf } from '../filter/drafts';
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
}

/** What there is, and when it is. */
type InspectedContext = Omit<FilterContext, keyof Outline> & Outline;

type Read = (place: Place, context: InspectedContext) => InspectedView | undefined;

const due = (op: 'before' | 'on' | 'after'): Filter => ({ kind: 'date', field: 'due', op, day: { text: 'today' } });

const project = ({ name } = { name: '' }): InspectedView | undefined =>
  name === '' ? undefined : { name, filter: { kind: 'project', name, withBelow: false } };

function filterView(name: string, query: string, context: InspectedContext): InspectedView | undefined {
  const { tree, errors } = parseFilter(query, context);
  return tree && errors.length === 0 ? { name, filter: tree } : undefined;
}

const VIEWS: Readonly<Record<InspectedPath, Read>> = {
  '/inbox': (_, { projects }) => project(projects.find(({ inbox }) => inbox)),
  '/projects/$projectId': ({ id }, { projects }) => project(projects.find((one) => one.id === id)),
  '/labels/$labelId': ({ id }, { labels }) => {
    const label = labels.find((one) => one.id === id);
    return label && { name: label.name, filter: { kind: 'label', parts: [label.name] } };
  },
  '/today': () => ({ name: 'Today', filter: { kind: 'or', parts: [due('before'), due('on')] } }),
  '/upcoming': () => ({ name: 'Upcoming', filter: { kind: 'or', parts: [due('before'), due('on'), due('after')] } }),
  '/completed': () => ({ name: 'Completed', filter: { kind: 'is', what: 'completed' } }),
  '/filter': ({ query }, context) => filterView('this filter', query, context),
  '/filters/$filterId': ({ id = '', query }, context) => {
    const saved = context.filters.find((one) => one.id === id);
    return saved && filterView(saved.name ?? '', query || draftOf(id) || (saved.query ?? ''), context);
  },
};

/** @returns undefined where the page cannot be read as a filter: the text of a filter has an error, or something is gone */
export function inspectedView(place: Place, context: InspectedContext): InspectedView | undefined {
  return VIEWS[place.path](place, context);
}
