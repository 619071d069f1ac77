import { characterKeysAreOn } from './character-keys';
import { beginsSequence, bindingFor, type Command, type Place } from './key-bindings';
import { isWriting } from './is-writing';
import { strokeOf } from './strokes';

/** What a part of the page does on a command. */
export type Commands = Partial<Record<Command, () => void>>;

/** A part of the page that takes commands while it is shown. */
export interface CommandTaker {
  commands: () => Commands;
  /** Whether the keys of the list work wherever the focus is: something is selected, as a rule. */
  takesListKeys: () => boolean;
  /** Asked after all others: the shell around the page. */
  isFallback: boolean;
}

/** Where a key means what it means there: a dialog, a menu, a toast. */
const ELSEWHERE = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
const CONFLICT = '[data-conflict]';
/** What Enter and the space bar press by themselves. */
const PRESSABLE = 'button, a, input, summary';
const TODO = '[data-todo-id]';
const TODO_ITSELF = '[data-todo-title]';
/** Milliseconds between the strokes of a sequence. */
const SEQUENCE_MS = 1500;

const takers: CommandTaker[] = [];
let begun = { strokes: '', at: 0 };

/** Takes part until the returned function is called. Who came last is asked first. */
export function takeCommands(taker: CommandTaker): () => void {
  if (takers.length === 0) document.addEventListener('keydown', onKeyDown);
  takers.push(taker);
  return () => {
    takers.splice(takers.indexOf(taker), 1);
    if (takers.length === 0) document.removeEventListener('keydown', onKeyDown);
  };
}

/** Does what a key would. @returns false when nothing on the page takes this command */
export function runCommand(command: Command): boolean {
  const run = takerOf(command);
  run?.();
  return run !== undefined;
}

/** Whether something on the page takes this command now. */
export function isTaken(command: Command): boolean {
  return takerOf(command) !== undefined;
}

function takerOf(command: Command): (() => void) | undefined {
  const inTurn = takers.toReversed().sort((a, b) => Number(a.isFallback) - Number(b.isFallback));
  for (const taker of inTurn) {
    const run = taker.commands()[command];
    if (run) return run;
  }
  return undefined;
}

function onKeyDown(event: KeyboardEvent): void {
  const stroke = strokeOf(event);
  if (event.defaultPrevented || stroke === null) return;
  const target = event.target instanceof Element ? event.target : document.body;
  const places = placesAt(target);
  const typed = continued(stroke);
  if (beginsSequence(typed, places, characterKeysAreOn())) return void (begun = { strokes: typed, at: Date.now() });
  const binding = bindingFor(typed, places, characterKeysAreOn());
  if (!binding || pressesItself(event.key, target)) return;
  const run = takerOf(binding.command);
  if (!run) return;
  event.preventDefault();
  run();
}

/** The stroke with those it follows: after `g`, `i` is `g i` and never `i`. */
function continued(stroke: string): string {
  const { strokes, at } = begun;
  begun = { strokes: '', at: 0 };
  return strokes && Date.now() - at < SEQUENCE_MS ? `${strokes} ${stroke}` : stroke;
}

function placesAt(target: Element): Place[] {
  if (target.closest(CONFLICT) && !isWriting(target)) return ['everywhere', 'conflict'];
  if (target.closest(ELSEWHERE)) return [];
  if (isWriting(target)) return ['everywhere'];
  const inList = target.closest(TODO) !== null || takers.some((taker) => taker.takesListKeys());
  return inList ? ['everywhere', 'page', 'list'] : ['everywhere', 'page'];
}

function pressesItself(key: string, target: Element): boolean {
  return (key === 'Enter' || key === ' ') && target.closest(TODO_ITSELF) === null && target.closest(PRESSABLE) !== null;
}
