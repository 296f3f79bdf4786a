import { defineConfig } from 'vitest/config';
import vue from '@vitejs/plugin-vue';
import { linkPackages } from './tools/link-packages.mjs';

linkPackages(import.meta.dirname);

// Packages resolve to their sources, so a test never runs a stale build.
export default defineConfig({
  plugins: [vue()],
  resolve: { conditions: ['source', 'node', 'import', 'module', 'default'] },
  ssr: { resolve: { conditions: ['source', 'node', 'import', 'module', 'default'] } },
  test: {
    include: [
      '{engine,modules,plugins,designer}/*/{src,test}/**/*.spec.ts',
      'tools/**/*.spec.ts',
      'bench/**/*.spec.ts',
    ],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 120_000,
    server: { deps: { inline: [/@anliu\//] } },
  },
});
