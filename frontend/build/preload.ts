import type { Plugin } from 'vite';

/**
 * Asks for the text typeface in the page's head, so that it is there with the first paint.
 * @param file matches the built name of the one font to preload
 */
export function preloadFont(file: RegExp): Plugin {
  return {
    name: 'latch:preload-font',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((name) => file.test(name));
        if (!font) throw new Error(`No built file matches ${String(file)}: which font should be preloaded?`);
        const attrs = { rel: 'preload', href: `/${font}`, as: 'font', type: 'font/woff2', crossorigin: true };
        return [{ tag: 'link', attrs, injectTo: 'head' }];
      },
    },
  };
}
