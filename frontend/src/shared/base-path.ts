/**
 * The path below which the app lives: empty at the root of its address, or such as `/todo`. Its own files tell, which are
 * in `assets/` below it once they are built; so the same build serves any path.
 */
export const BASE_PATH = import.meta.env.PROD
  ? new URL(/* @vite-ignore */ '..', import.meta.url).pathname.replace(/\/$/, '')
  : '';

/** A path of the app as the browser knows it. */
export const inApp = (path: string) => BASE_PATH + path;
