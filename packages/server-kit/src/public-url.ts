export { isLoopback, LOOPBACK_NAMES, readPublicUrl } from './settings.mjs';
