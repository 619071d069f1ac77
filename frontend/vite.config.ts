import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { acyclicChunks } from './build/acyclic-chunks.ts';
import { classesByName, scopedName } from './build/class-names.ts';
import { noMutations } from './build/no-mutations.ts';
import { passEventsOn } from './build/pass-events-on.ts';
import { plainImports } from './build/plain-imports.ts';
import { precompress } from './build/precompress.ts';
import { preload } from './build/preload.ts';
import { relativeSheets } from './build/relative-sheets.ts';
import { reactModules } from './build/react-modules.ts';
import { shell } from './build/shell.ts';
import { slimIcons } from './build/slim-icons.ts';

const port = Number(process.env.PORT ?? 3000);
const authServer = `http://127.0.0.1:${process.env.AUTH_PORT ?? 3001}`;
const backend = `http://127.0.0.1:${process.env.BACKEND_PORT ?? 3002}`;

/** Modules that the same pages need, and small ones with those of nearly the same pages. */
const together = { minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 8_000 };

export default defineConfig({
  plugins: [
    react(),
    reactModules(),
    noMutations(),
    classesByName(),
    slimIcons(),
    plainImports(),
    relativeSheets(),
    preload({ font: /-latin-wght-normal.*\.woff2$/, modules: [/libraries-.*\.js$/] }),
    acyclicChunks(),
    shell(),
    precompress(),
  ],
  // React has it built in since 18; the shim for older ones need not be sent.
  resolve: { alias: { 'use-sync-external-store/shim/with-selector': 'use-sync-external-store/with-selector' } },
  server: {
    host: '127.0.0.1',
    port,
    strictPort: true,
    proxy: {
      '/api/auth': { target: authServer, xfwd: true },
      '/api': { target: backend, xfwd: true, configure: passEventsOn },
    },
  },
  preview: { host: '127.0.0.1', port, strictPort: true },
  css: { modules: { generateScopedName: scopedName } },
  build: {
    target: ['chrome123', 'firefox128', 'safari17.5'],
    // Fonts and pictures stay files of their own: the content policy allows no data: fonts.
    assetsInlineLimit: 0,
    // One small sheet, linked from the page: nothing is ever seen unstyled.
    cssCodeSplit: false,
    // The lists of what chunks need would cost 2 kB of every first load; only a page that people wait for has one.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (file, needed) =>
        file.includes('/sign-in-page-') ? needed.filter((chunk) => chunk.includes('/sign-in-')) : [],
    },
    rolldownOptions: {
      // Usually the name of a class that its style sheet does not have.
      onLog(level, log, pass) {
        if (log.code === 'IMPORT_IS_UNDEFINED') throw new Error(log.message);
        pass(level, log);
      },
      optimization: { inlineConst: { mode: 'all' } },
      // Reading a property or a global does nothing by itself: what only does that is left out.
      treeshake: { propertyReadSideEffects: false, unknownGlobalSideEffects: false },
      output: {
        minify: { compress: { dropDebugger: true }, mangle: { toplevel: true }, codegen: { removeWhitespace: true } },
        chunkFileNames: ({ name }) => `assets/${name.split('~', 1)[0]}-[hash:7].js`,
        codeSplitting: {
          // What the first view needs, together: many small files compress worse than two. Libraries change less often.
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /node_modules/ },
            { name: 'first', tags: ['$initial'] },
            // With all that only they need: one step of loading instead of three.
            { name: 'sign-in', test: /\/routes\/sign-in-page\.tsx/ },
            { name: 'changes', test: /\/model\/todos\/use-todo-actions\.ts/ },
            { name: 'refusals', test: /\/model\/changes\/refused-answers\.ts/ },
            // What reads and counts filters, for the sidebar as for their pages.
            { name: 'filters', test: /\/(packages\/domain\/dist|frontend\/src\/model)\/filters\// },
            // What several pages and dialogs share, in files that are worth a request. One group a layer (docs/architecture.md):
            // small modules of different layers in one file would make files import each other.
            { name: 'shared', test: /node_modules|\/packages\/domain\/|\/frontend\/src\/shared\//, ...together },
            { name: 'model', test: /\/frontend\/src\/(replica|model)\//, ...together },
            { name: 'parts', ...together },
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://localhost:3000' } },
    setupFiles: ['src/testing/setup.ts'],
    include: ['src/**/*.spec.{ts,tsx}'],
    restoreMocks: true,
    // jsdom and the libraries are loaded once per worker; `setup.ts` gives every file its own modules of the app.
    isolate: false,
    maxWorkers: 2,
    css: { modules: { classNameStrategy: 'non-scoped' } },
  },
});
