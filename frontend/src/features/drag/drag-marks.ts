import { classNames } from '../../shared/ui/class-names';
import styles from './drag.module.css';

/** Pixels one level is further to the right, as the lists have it. */
export const INDENT = 24;
/** Pixels between the pointer and what hangs from it. */
const AWAY = 12;

export interface LineMark {
  x: number;
  y: number;
  width: number;
}

/** What shows a drag: a slip with the title at the pointer, and the line where it would go. For the eye alone. */
export class DragMarks {
  private readonly slip = element(styles.slip);
  private readonly line = element(styles.line);
  private over: HTMLElement | null = null;
  private dimmed = new Set<HTMLElement>();

  /** @param more how many others come along */
  constructor(title: string, more: number) {
    this.slip.textContent = title;
    if (more > 0) {
      const count = element(styles.count);
      count.textContent = String(more + 1);
      this.slip.append(count);
    }
    this.line.hidden = true;
    document.body.append(this.line, this.slip);
    document.documentElement.dataset.dragging = '';
  }

  /** Follows the pointer. Pixels of the window. */
  follow(x: number, y: number): void {
    this.slip.style.transform = `translate(${x + AWAY}px, ${y + AWAY}px)`;
  }

  /** Draws the line, or none for null. */
  mark(line: LineMark | null): void {
    this.line.hidden = line === null;
    if (!line) return;
    this.line.style.transform = `translate(${line.x}px, ${line.y}px)`;
    this.line.style.width = `${line.width}px`;
  }

  /** Lights up what would take it. */
  light(target: HTMLElement | null): void {
    if (this.over === target) return;
    if (this.over) delete this.over.dataset.dropOver;
    if (target) target.dataset.dropOver = '';
    this.over = target;
  }

  /** Rows of what is dragged stay where they are, paler. Asked again as rows come and go. */
  dim(ids: ReadonlySet<string>): void {
    for (const row of document.querySelectorAll<HTMLElement>('[data-todo-id]:not([data-dragged])')) {
      if (!ids.has(row.dataset.todoId ?? '')) continue;
      row.dataset.dragged = '';
      this.dimmed.add(row);
    }
  }

  remove(): void {
    this.light(null);
    for (const row of this.dimmed) delete row.dataset.dragged;
    this.slip.remove();
    this.line.remove();
    delete document.documentElement.dataset.dragging;
  }
}

function element(className: string | undefined): HTMLElement {
  const made = document.createElement('div');
  made.className = classNames(className);
  made.setAttribute('aria-hidden', 'true');
  return made;
}
