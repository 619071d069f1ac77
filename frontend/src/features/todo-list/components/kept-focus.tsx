import { type KeptFocusOptions, useKeptFocus } from '../../../model/todos/use-kept-focus';

/** Hands the focus on when its todo leaves the list; nothing of it is needed to draw one. */
export default function KeptFocus(options: KeptFocusOptions) {
  useKeptFocus(options);
  return null;
}
