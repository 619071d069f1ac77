import { characterKeysAreOn } from './character-keys';
import { beginsSequence, bindingFor, type Command, type Place } from './key-bindings';
import { isWriting } from './is-writing';
import { strokeOf } from './strokes';

/** What a part of the page does on a command. */
export type Commands = Partial<Record<Command, () => void>>;

/** A part of the page that handles commands while it is shown. */
export interface CommandHandlers {
  commands: () => Commands;
  /** Whether the keys of the list work wherever the focus is: something is selected, as a rule. */
  handlesListKeys: () => boolean;
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

const registry: CommandHandlers[] = [];
let started = { strokes: '', at: 0 };

/** Handles commands until the returned function is called. The last one registered is asked first. */
export function registerCommands(handlers: CommandHandlers): () => void {
  if (registry.length === 0) document.addEventListener('keydown', onKeyDown);
  registry.push(handlers);
  return () => {
    registry.splice(registry.indexOf(handlers), 1);
    if (registry.length === 0) document.removeEventListener('keydown', onKeyDown);
  };
}

/** Does what a key would. @returns false when nothing on the page handles this command */
export function runCommand(command: Command): boolean {
  const run = handlerOf(command);
  run?.();
  return run !== undefined;
}

/** Whether something on the page handles this command now. */
export function isHandled(command: Command): boolean {
  return handlerOf(command) !== undefined;
}

function handlerOf(command: Command): (() => void) | undefined {
  const inTurn = registry.toReversed().sort((a, b) => Number(a.isFallback) - Number(b.isFallback));
  for (const handlers of inTurn) {
    const run = handlers.commands()[command];
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
  if (beginsSequence(typed, places, characterKeysAreOn())) return void (started = { strokes: typed, at: Date.now() });
  const binding = bindingFor(typed, places, characterKeysAreOn());
  if (!binding || pressesItself(event.key, target)) return;
  // Behind the panel nothing is selected that a key meant for the panel would change.
  if (binding.command === 'selectAll' && target.closest('aside')) return;
  const run = handlerOf(binding.command);
  if (!run) return;
  event.preventDefault();
  run();
}

/** The stroke with those it follows: after `g`, `i` is `g i` and never `i`. */
function continued(stroke: string): string {
  const { strokes, at } = started;
  started = { strokes: '', at: 0 };
  return strokes && Date.now() - at < SEQUENCE_MS ? `${strokes} ${stroke}` : stroke;
}

function placesAt(target: Element): Place[] {
  if (target.closest(CONFLICT) && !isWriting(target)) return ['everywhere', 'page', 'conflict'];
  if (target.closest(ELSEWHERE)) return [];
  if (isWriting(target)) return ['everywhere'];
  const inList = target.closest(TODO) !== null || registry.some((handlers) => handlers.handlesListKeys());
  return inList ? ['everywhere', 'page', 'list'] : ['everywhere', 'page'];
}

function pressesItself(key: string, target: Element): boolean {
  return (key === 'Enter' || key === ' ') && target.closest(TODO_ITSELF) === null && target.closest(PRESSABLE) !== null;
}
