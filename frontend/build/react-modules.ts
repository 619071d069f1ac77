import type { Plugin } from 'vite';

const PACKAGES = String.raw`node_modules/(?:react|react-dom|scheduler|use-sync-external-store)`;
const ENTRY = new RegExp(String.raw`${PACKAGES}/(?:shim/)?[\w-]+\.js$`);
const PROGRAM = new RegExp(String.raw`${PACKAGES}/cjs/[\w-]+\.production\.js(?:\?apart)?$`);
/** Copies all of React into an object, for versions that lack something. */
const SAFE_REACT = /@base-ui\/utils\/safeReact\.mjs$/;
/**
 * What of React only menus and dialogs use: they get it from a second copy, of which nothing else is left. It keeps no state,
 * so it does not matter which copy it is of.
 */
const APART = 'Children, cloneElement';
const USES_APART = /node_modules\/@base-ui\//;
const WITH_APART = '\0react-with-apart';

/**
 * Turns React's CommonJS files into ES modules. The build then leaves out what nobody imports of them, and calls the rest
 * without going through an object.
 */
export function reactModules(): Plugin {
  return {
    name: 'latch:react-modules',
    apply: 'build',
    enforce: 'pre',
    resolveId: {
      filter: { id: /^react$/ },
      handler: (_, importer = '') => (USES_APART.test(importer) ? WITH_APART : null),
    },
    async load(id) {
      if (id !== WITH_APART) return null;
      const react = await this.resolve('react');
      const program = react?.id.replace(/index\.js$/, 'cjs/react.production.js?apart');
      return `export * from '${react?.id}';\nexport { ${APART} } from '${program}';`;
    },
    transform: {
      filter: { id: [ENTRY, PROGRAM, SAFE_REACT] },
      handler(code, id) {
        if (SAFE_REACT.test(id)) return { code: `export * as SafeReact from 'react';`, map: null };
        return { code: ENTRY.test(id) ? entryOf(code, id) : programOf(code, id), map: null };
      },
    },
  };
}

/** An entry chooses between a file for development and one for production. */
function entryOf(code: string, id: string): string {
  const file = /require\(['"](\.[^'"]+\.production\.js)['"]\)/.exec(code)?.[1];
  if (!file) throw new Error(`${id} does not name its file for production.`);
  return `export * from '${file}';\nimport * as all from '${file}';\nexport { all as default };`;
}

/** Its imports, its code with a variable for each export, and its exports. */
function programOf(code: string, id: string): string {
  const imports: string[] = [];
  const names = [...code.matchAll(/^exports\.(\w+) =/gm)].map(([, name]) => name);
  const body = code
    .replace(/^var ((?:\w+ = require\("[\w/-]+"\)[,;]\s*)+)/m, (_, list: string) => {
      for (const [, name, from] of list.matchAll(/(\w+) = require\("([^"]+)"\)/g))
        imports.push(`import * as ${name} from '${from}';`);
      return list.trimEnd().endsWith(',') ? 'var ' : '';
    })
    // Only the scheduler of React's own tests has them.
    .replaceAll(/\bScheduler\.(?:log|unstable_setDisableYieldValue)\b/g, 'undefined')
    .replaceAll(/^exports\.(\w+) =/gm, 'var exports_$1 =')
    .replaceAll(/\bexports\.(\w+)/g, 'exports_$1');
  const left = /\brequire\(|\bexports\b|\bmodule\./.exec(body);
  if (left) throw new Error(`${id} has a ${left[0]} that cannot be turned into a module.`);
  return `${imports.join('\n')}\n${body}\nexport { ${names.map((name) => `exports_${name} as ${name}`).join(', ')} };`;
}
