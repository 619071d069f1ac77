import type { components } from '@latch/contracts/latch';

type Deleted = components['schemas']['Deleted'];

/** What goes to Trash along with a project, in a sentence. */
export function formatContents({ todos, sections, projects }: Deleted): string {
  const parts = [count(todos, 'todo'), count(sections, 'section'), count(projects, 'project')].filter(Boolean);
  if (parts.length === 0) return 'There is nothing in it.';
  const all = parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
  return `${all} ${todos + sections + projects === 1 ? 'goes' : 'go'} to Trash with it.`;
}

function count(number: number, one: string): string {
  return number === 0 ? '' : `${number.toLocaleString('en')} ${one}${number === 1 ? '' : 's'}`;
}
