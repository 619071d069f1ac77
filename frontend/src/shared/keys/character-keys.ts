import { useSyncExternalStore } from 'react';
import { createStore } from '../api/external-store';

const STORED_AS = 'latch.character-keys';

const characterKeys = createStore(read());

/** Whether letters and signs are commands, and how to switch that. Kept by the browser. */
export function useCharacterKeys(): [on: boolean, turn: (on: boolean) => void] {
  return [useSyncExternalStore(characterKeys.subscribe, characterKeys.get), turn];
}

/** Whether letters and signs are commands now. */
export const characterKeysAreOn = characterKeys.get;

function turn(on: boolean): void {
  characterKeys.set(on);
  try {
    localStorage.setItem(STORED_AS, on ? 'on' : 'off');
  } catch {
    // A browser that keeps nothing still honours the choice until it is closed.
  }
}

function read(): boolean {
  try {
    return localStorage.getItem(STORED_AS) !== 'off';
  } catch {
    return true;
  }
}
