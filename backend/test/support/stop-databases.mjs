export { stopDatabases as default } from './start-databases.mjs';
