import { uuidv7 } from '../uuid';
import { ConflictError } from './conflicts';
import { dropKeptNotes, keepNotes } from './kept-notes';
import { notesProblem } from './notes-problem';
import type { Todo } from './todo';

/** How long somebody stops typing before what they wrote is sent. */
const NOTES_PAUSE_MS = 1_500;

/** Sends notes. @param seen the todo with the notes they are written over. Rejects when they were refused */
export type SaveNotes = (seen: Todo, notes: string, changeId: string) => Promise<unknown>;

/**
 * Saves the notes of a todo while they are written. Each key is kept in this browser; what is kept is sent after a pause and on leaving,
 * under one change, so that one undo takes all of it back. One request is on its way at a time, however long it takes.
 */
export class NotesAutosave {
  private readonly changeId = uuidv7();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private underWay = 0;
  /** The pause was over while a request was on its way. */
  private waits = false;
  /** Two versions wait for a choice: only leaving sends more. */
  private inConflict = false;

  /**
   * @param seen as the person saw it; its notes are what was last sent from then on
   * @param text what was written before and not sent
   */
  constructor(
    private readonly userId: string,
    private seen: Todo,
    private readonly save: SaveNotes,
    private text = seen.notes,
  ) {}

  write(text: string): void {
    this.text = text;
    clearTimeout(this.timer);
    if (text === this.seen.notes && this.underWay === 0) return dropKeptNotes(this.userId, this.seen.id);
    keepNotes(this.userId, this.seen.id, text, this.seen.notes);
    this.timer = setTimeout(this.sendAfterPause, NOTES_PAUSE_MS);
  }

  /** Sends what was not sent yet. @returns whether nothing stands in the way of leaving */
  finish(): boolean {
    clearTimeout(this.timer);
    this.waits = false;
    if (notesProblem(this.text)) return false;
    if (this.text !== this.seen.notes) this.send();
    return true;
  }

  private readonly sendAfterPause = (): void => {
    this.waits = this.underWay > 0;
    if (this.waits || this.inConflict || notesProblem(this.text) !== null) return;
    if (this.text !== this.seen.notes) this.send();
  };

  private send(): void {
    const { seen, text } = this;
    this.seen = { ...seen, notes: text };
    this.underWay += 1;
    this.save(seen, text, this.changeId).then(
      () => {
        this.underWay -= 1;
        if (this.waits) this.sendAfterPause();
      },
      (error: unknown) => {
        this.underWay -= 1;
        this.waits = false;
        this.inConflict = error instanceof ConflictError;
        if (this.seen.notes === text) this.seen = seen;
      },
    );
  }
}
