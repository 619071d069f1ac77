import { CreateTodos1763683200000 } from './1763683200000-create-todos.js';

/** Every migration, oldest first. Once shipped, one is never edited: the next one changes what it made. */
export const migrations = [CreateTodos1763683200000];

/** The names of all of them, oldest first. */
export const migrationNames = migrations.map(({ name }) => name);
