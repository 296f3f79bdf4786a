import path from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** Builds the test page from sources, the way the application is built. */
export default defineConfig({
  root: path.join(import.meta.dirname, 'page'),
  plugins: [vue()],
  resolve: { conditions: ['source', 'browser', 'import', 'module', 'default'] },
  build: { minify: false, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 5000 },
  logLevel: 'error',
});
