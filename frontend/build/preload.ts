import type { HtmlTagDescriptor, Plugin } from 'vite';

export interface Preloads {
  /** Matches the built name of the one font of the first text. */
  font: RegExp;
  /** Match the built names of what the program of the page imports. */
  modules: RegExp[];
}

/** Asks in the page's head for what the first view needs, so that nothing waits for the program to ask for it. */
export function preload({ font, modules }: Preloads): Plugin {
  return {
    name: 'latch:preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const files = Object.keys(bundle ?? {});
        return [
          link(files, font, { rel: 'preload', as: 'font', type: 'font/woff2' }),
          ...modules.map((name) => link(files, name, { rel: 'modulepreload' })),
        ];
      },
    },
  };
}

function link(files: string[], name: RegExp, attrs: Record<string, string>): HtmlTagDescriptor {
  const file = files.find((one) => name.test(one));
  if (!file) throw new Error(`No built file matches ${String(name)}: what should be preloaded?`);
  return { tag: 'link', attrs: { ...attrs, href: `/${file}`, crossorigin: true }, injectTo: 'head' };
}
