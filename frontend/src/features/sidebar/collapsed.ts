import { createFolds } from '../../shared/kept/folds';

/** Which parts of the sidebar are folded up. */
export const { useFolds: useCollapsed } = createFolds('latch.collapsed');
