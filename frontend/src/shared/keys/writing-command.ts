import type { KeyboardEvent } from 'react';
import { bindingFor, type Command } from './key-bindings';
import { strokeOf } from './strokes';

/** What a key means while one writes: to save, or to discard. Undefined when it is text. */
export function writingCommand({ nativeEvent }: KeyboardEvent): Command | undefined {
  return bindingFor(strokeOf(nativeEvent) ?? '', ['writing'], false)?.command;
}
