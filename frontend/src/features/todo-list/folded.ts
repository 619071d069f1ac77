import { createFolds } from '../../shared/kept/folds';

/** Which sections and todos are folded up, and how to fold out what hides one. */
export const { useFolds: useFolded, unfold } = createFolds('latch.folded', 1000);
