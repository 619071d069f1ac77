/** A todo in a list. */
interface TodoLine {
  kind: 'todo';
  /** Ids from the top of its section down to itself: its parents at any depth, and it. */
  path: readonly string[];
  sectionId: string | null;
  /** Pixels from the top of the window. */
  top: number;
  bottom: number;
}

/** The heading of a section in a list. */
interface HeadingLine {
  kind: 'heading';
  sectionId: string;
  top: number;
  bottom: number;
}

export type Line = TodoLine | HeadingLine;

/** A list that todos can be dropped in, from the top down, as far as it is shown. */
export interface Zone {
  projectId: string;
  /** Where what stands above any heading is: the section of a column, null in a list. */
  sectionId: string | null;
  lines: readonly Line[];
  /** How deep something may be put; 0 where nothing is indented. */
  deepest: number;
  /** Pixels from the top of the window. */
  top: number;
}

/** The place as the backend takes it, in full. */
export interface FullPlace {
  projectId: string;
  sectionId: string | null;
  parentId: string | null;
  beforeId?: string;
  afterId?: string;
}

/** What happens if it is let go now. */
export interface Drop {
  place: FullPlace;
  /** How it lies: below or above another, as the first subtask of another, or first in a section with nothing else near. */
  kind: 'after' | 'before' | 'inside' | 'first';
  /** Who that other is. */
  anchorId: string | null;
  depth: number;
  /** Where the line is drawn: pixels from the top of the window. */
  y: number;
  /** It is there already. */
  stays: boolean;
}

/**
 * Where something goes that is let go at a height. The height chooses between which lines, and how far to the right it is
 * held how deep: as a subtask of the one above, after it, or after one of those it is a part of.
 * @param y pixels from the top of the window
 * @param wantedDepth 0 for the top of a section; taken as near as it can be had
 * @param moving what is dragged, with all below it; nothing is put below itself
 */
export function dropAt(zone: Zone, y: number, wantedDepth: number, moving: ReadonlySet<string>): Drop {
  const moves = (line: Line) => line.kind === 'todo' && line.path.some((id) => moving.has(id));
  const rest = zone.lines.filter((line) => !moves(line));
  const at = rest.findIndex(({ top, bottom }) => y < (top + bottom) / 2);
  const index = at === -1 ? rest.length : at;
  const [above, below] = [rest[index - 1], rest[index]];
  const drop = { ...between(zone, above, below, wantedDepth), y: above?.bottom ?? below?.top ?? zone.top };
  return { ...drop, stays: isHome(zone.lines, moves, above, drop) };
}

type Between = Omit<Drop, 'y' | 'stays'>;

function between(zone: Zone, above: Line | undefined, below: Line | undefined, wantedDepth: number): Between {
  if (above?.kind === 'todo') return under(zone, above, below, wantedDepth);
  const { projectId } = zone;
  const sectionId = above ? above.sectionId : below?.kind === 'todo' ? below.sectionId : zone.sectionId;
  if (below?.kind === 'todo' && below.sectionId === sectionId) {
    const beforeId = idOf(below);
    const place = { projectId, sectionId, parentId: below.path.at(-2) ?? null, beforeId };
    return { place, kind: 'before', anchorId: beforeId, depth: depthOf(below) };
  }
  return { place: { projectId, sectionId, parentId: null }, kind: 'first', anchorId: null, depth: 0 };
}

function under(zone: Zone, above: TodoLine, below: Line | undefined, wantedDepth: number): Between {
  const { projectId, deepest } = zone;
  const { sectionId } = above;
  const follows = below?.kind === 'todo' && below.sectionId === sectionId;
  const least = follows ? Math.min(depthOf(below), depthOf(above) + 1) : 0;
  const most = Math.min(depthOf(above) + 1, Math.max(least, deepest));
  const depth = Math.min(Math.max(wantedDepth, least), most);
  if (depth > depthOf(above)) {
    const parentId = idOf(above);
    return { place: { projectId, sectionId, parentId }, kind: 'inside', anchorId: parentId, depth };
  }
  const afterId = above.path[depth] as string;
  const parentId = above.path[depth - 1] ?? null;
  return { place: { projectId, sectionId, parentId, afterId }, kind: 'after', anchorId: afterId, depth };
}

/** Several are never home: they would be gathered. */
function isHome(
  lines: readonly Line[],
  moves: (line: Line) => boolean,
  above: Line | undefined,
  { place, depth }: Between,
): boolean {
  const first = lines.findIndex(moves);
  const line = lines[first];
  if (line?.kind !== 'todo' || depthOf(line) !== depth || line.sectionId !== place.sectionId) return false;
  const root = idOf(line);
  const others = lines.some((other) => moves(other) && other.kind === 'todo' && !other.path.includes(root));
  return !others && lines[first - 1] === above;
}

function idOf(line: TodoLine): string {
  return line.path.at(-1) as string;
}

function depthOf(line: TodoLine): number {
  return line.path.length - 1;
}
