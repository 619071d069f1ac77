import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { precompress } from './build/precompress.ts';
import { preload } from './build/preload.ts';

const port = Number(process.env.PORT ?? 3000);
const authServer = `http://127.0.0.1:${process.env.AUTH_PORT ?? 3001}`;
const backend = `http://127.0.0.1:${process.env.BACKEND_PORT ?? 3002}`;

export default defineConfig({
  plugins: [react(), preload({ font: /-latin-wght-normal.*\.woff2$/, page: /dashboard-page-.*\.js$/ }), precompress()],
  server: {
    host: '127.0.0.1',
    port,
    strictPort: true,
    proxy: {
      '/api/auth': { target: authServer, xfwd: true },
      '/api': { target: backend, xfwd: true },
    },
  },
  preview: { host: '127.0.0.1', port, strictPort: true },
  build: {
    target: ['chrome123', 'firefox128', 'safari17.5'],
    // Fonts and pictures stay files of their own: the content policy allows no data: fonts.
    assetsInlineLimit: 0,
    // One small sheet, linked from the page: nothing is ever seen unstyled.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://localhost:3000' } },
    setupFiles: ['src/testing/setup.ts'],
    include: ['src/**/*.spec.{ts,tsx}'],
    restoreMocks: true,
    css: { modules: { classNameStrategy: 'non-scoped' } },
  },
});
