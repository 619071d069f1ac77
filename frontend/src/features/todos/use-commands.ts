import { useEffect, useEffectEvent } from 'react';
import { useCharacterKeys } from './character-keys';
import { bindingFor, type Command, isWriting } from './keys';

/** Where a key means what it means there: a dialog, a menu, a toast. */
const ELSEWHERE = '[role="dialog"], [role="alertdialog"], [role="menu"]';
/** What Enter and the space bar press by themselves. */
const PRESSABLE = 'button, a, input, summary';
const TODO = '[data-todo-id]';
const TODO_ITSELF = '[data-todo-title]';

export type Commands = Partial<Record<Command, () => void>>;

/** Runs the commands of the page and of the list while it is shown. Never while somebody writes. */
export function useCommands(commands: Commands): void {
  const [characterKeys] = useCharacterKeys();
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : document.body;
    if (event.defaultPrevented || isWriting(event.target) || target.closest(ELSEWHERE)) return;
    const binding = bindingFor(event, target.closest(TODO) ? ['page', 'list'] : ['page'], characterKeys);
    if (!binding || pressesItself(event.key, target)) return;
    const run = commands[binding.command];
    if (!run) return;
    event.preventDefault();
    run();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function pressesItself(key: string, target: Element): boolean {
  return (key === 'Enter' || key === ' ') && target.closest(TODO_ITSELF) === null && target.closest(PRESSABLE) !== null;
}
