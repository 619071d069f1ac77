import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';

/** Named by its content, though it is not among the assets. */
const THEME = 'theme.js';

/**
 * Gives the build an id: in the page (`latch-build`), in `version.json`, by which open tabs learn of a new version, and in the
 * service worker, which keeps all files of the build.
 */
export function shell(): Plugin {
  let config: ResolvedConfig;
  let id = '';
  let theme = '';
  return {
    name: 'latch:shell',
    apply: 'build',
    enforce: 'post',
    configResolved: (resolved) => void (config = resolved),
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        theme = `${THEME}?${digest(readFileSync(resolve(config.publicDir, THEME), 'utf8'))}`;
        const page = html.replace(`"/${THEME}"`, `"/${theme}"`);
        if (page === html) throw new Error(`The page does not name ${THEME}.`);
        id = digest([page, ...Object.keys(bundle ?? {}).sort()].join('\n'));
        const meta = { tag: 'meta', attrs: { name: 'latch-build', content: id }, injectTo: 'head' as const };
        return { html: page, tags: [meta] };
      },
    },
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const files = [theme, ...Object.keys(bundle).filter((file) => file.startsWith('assets/'))];
        this.emitFile({ type: 'asset', fileName: 'version.json', source: JSON.stringify({ build: id }) });
        const source = await workerOf(config, { id, files });
        this.emitFile({ type: 'asset', fileName: 'service-worker.js', source });
      },
    },
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 12);

/** One file of its own, without modules: it is no page's, and shares nothing with one. */
async function workerOf({ root, build: { target } }: ResolvedConfig, shell: object): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    define: { SHELL: JSON.stringify(shell) },
    build: {
      write: false,
      target,
      lib: { entry: 'src/worker/service-worker.ts', formats: ['iife'], name: 'worker', fileName: 'service-worker' },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error('The service worker was not built.');
  return output.output[0].code;
}
