import { useSyncExternalStore } from 'react';
import { createStore } from './external-store';

const unsent = createStore(0);
/** Those among them that would go with the page. */
const unkept = createStore(0);
/** How many refused changes are nowhere but in this page. */
export const refusedHere = createStore(0);
const isKeptLost = createStore(false);

/** Counts a change that is not sent before `until`, and is nowhere but in this page unless it is kept. @returns when it is counted off */
export function countUnsent(until: Promise<unknown>, isKept = Promise.resolve(false)): Promise<void> {
  unsent.set(unsent.get() + 1);
  unkept.set(unkept.get() + 1);
  const over = until.then(countOff, countOff);
  void Promise.race([isKept.then<unknown>((kept) => kept || over), over]).then(() => unkept.set(unkept.get() - 1));
  return over;
}

/** How many changes have not reached the server yet, at this moment. */
export function unsentCount(): number {
  return unsent.get();
}

/** How many unsent changes are nowhere but in this page, at this moment. */
const unsentHere = () => (isKeptLost.get() ? unsent : unkept).get();

/** How many changes would go with this page, at this moment: of the unsent and of the refused ones. */
export const unkeptCount = () => unsentHere() + refusedHere.get();

function subscribe(listener: () => void): () => void {
  const stops = [unsent, unkept, refusedHere, isKeptLost].map((store) => store.subscribe(listener));
  return () => stops.forEach((stop) => stop());
}

/** Whether a reload now would lose or delay a change. */
export const hasUnsaved = () => unsent.get() + unkeptCount() > 0;

/** How many unsent changes are nowhere but in this page. */
export const useUnsentHere = () => useSyncExternalStore(subscribe, unsentHere);

/** How many changes would go with this page: of the unsent and of the refused ones. */
export const useUnkeptCount = () => useSyncExternalStore(subscribe, unkeptCount);

/** Says that what was kept on this device is there no more, or cannot be reached: it was erased, or a newer version has it. */
export function reportKeptLost(): void {
  isKeptLost.set(true);
}

/** How many changes have not reached the server yet. */
export function useUnsentCount(): number {
  return useSyncExternalStore(unsent.subscribe, unsent.get);
}

function countOff(): void {
  unsent.set(unsent.get() - 1);
}
