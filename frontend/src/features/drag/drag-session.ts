import { announce } from '../../shared/ui/announcements';
import { DragMarks, INDENT } from './drag-marks';
import { type Names, nameOf, whereOf } from './drag-formatters';
import { targetAt, zoneAt, type ShownZone, type Target } from './drag-zones';
import { dropAt, type Drop, type FullPlace } from './drop-geometry';

/** Milliseconds something is held over a place before that is said. */
const SETTLED_MS = 500;

export interface Dragged {
  id: string;
  title: string;
}

/** What a drag knows of the todos, and what it does with them. */
export interface DragHost extends Names {
  /** @returns what goes along when a todo is picked up, itself too; empty for one that is not known */
  pickUp: (id: string) => readonly Dragged[];
  /** Ids from the top of its section down to the todo itself. */
  pathOf: (id: string) => readonly string[];
  project: (id: string) => string | undefined;
  label: (id: string) => string | undefined;
  /** @param said what is announced; undefined where the change says it itself, with an Undo */
  place: (ids: readonly string[], place: FullPlace, said: string) => void;
  moveToProject: (ids: readonly string[], projectId: string) => void;
  addLabel: (ids: readonly string[], labelId: string) => void;
  setDay: (ids: readonly string[], day: string) => void;
  day: (day: string) => string;
}

type Aim = { to: 'place'; drop: Drop; shown: ShownZone } | { to: 'target'; target: Target } | null;

/** One drag, from picking up to letting go. Coordinates are pixels of the window. */
export class DragSession {
  private readonly moving: ReadonlySet<string>;
  private readonly marks: DragMarks;
  private readonly depth: number;
  private aim: Aim = null;
  private said = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: DragHost,
    private readonly todos: readonly Dragged[],
    grabbedId: string,
    private readonly startX: number,
  ) {
    this.moving = new Set(todos.map(({ id }) => id));
    const grabbed = todos.find(({ id }) => id === grabbedId);
    this.marks = new DragMarks(grabbed?.title ?? '', todos.length - 1);
    this.depth = host.pathOf(grabbedId).length - 1;
    announce(`Picked up ${this.name}.`);
  }

  move(x: number, y: number): void {
    this.marks.follow(x, y);
    this.marks.dim(this.moving);
    this.aim = this.aimAt(x, y);
    const { aim } = this;
    this.marks.light(aim?.to === 'target' ? aim.target.element : null);
    this.marks.mark(aim?.to === 'place' && !aim.drop.stays ? lineOf(aim.drop, aim.shown) : null);
    this.sayWhenSettled();
  }

  /** Lets go: where it is held over, or back to where it was. */
  end(canceled: boolean): void {
    clearTimeout(this.timer);
    this.marks.remove();
    const { aim, host } = this;
    const ids = [...this.moving];
    if (canceled || !aim || (aim.to === 'place' && aim.drop.stays)) announce(`${this.name} stays where it was.`);
    else if (aim.to === 'place') host.place(ids, aim.drop.place, `Moved ${this.where(aim)}.`);
    else if (aim.target.kind === 'project') host.moveToProject(ids, aim.target.id);
    else if (aim.target.kind === 'day') host.setDay(ids, aim.target.id);
    else host.addLabel(ids, aim.target.id);
  }

  private aimAt(x: number, y: number): Aim {
    const target = targetAt(x, y);
    if (target) return { to: 'target', target };
    const shown = zoneAt(x, (id) => this.host.pathOf(id));
    if (!shown) return null;
    const wantedDepth = this.depth + Math.round((x - this.startX) / INDENT);
    return { to: 'place', drop: dropAt(shown.zone, y, wantedDepth, this.moving), shown };
  }

  private sayWhenSettled(): void {
    const { aim } = this;
    const words = aim && !(aim.to === 'place' && aim.drop.stays) ? this.where(aim) : 'Where it was';
    if (words === this.said) return;
    this.said = words;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => announce(`${words[0]?.toUpperCase()}${words.slice(1)}.`), SETTLED_MS);
  }

  private where(aim: NonNullable<Aim>): string {
    if (aim.to === 'place') return whereOf(aim.drop, this.host);
    const { kind, id } = aim.target;
    if (kind === 'day') return `to ${this.host.day(id)}`;
    return kind === 'project' ? `to ${this.host.project(id) ?? 'the project'}` : `label ${this.host.label(id) ?? ''}`;
  }

  private get name(): string {
    return nameOf(this.todos.map(({ title }) => title));
  }
}

/** From where the rows of that depth begin. */
function lineOf({ depth, y }: Drop, { element, zone }: ShownZone) {
  const { left, width } = element.getBoundingClientRect();
  const indent = zone.deepest === 0 ? 0 : depth * INDENT;
  return { x: left + indent, y, width: Math.max(0, width - indent) };
}
