import { join } from 'node:path';
import { minify } from '@swc/core';
import { type Plugin, defineConfig, minify as rename } from 'vite';
import { innerLetters, innerNames } from './inner-names.ts';
import { loadedLater } from './loaded-later.ts';
import { withoutUnused } from './unused-of-preact.ts';

const root = import.meta.dirname;
const outDir = join(root, '../../dist/apps/widget');

/** Before Rolldown's own minifier, which then leaves 2 % less to load. */
const minifiedFirst: Plugin = {
  name: 'minified-first',
  applyToEnvironment: ({ name }) => name === 'client',
  async renderChunk(code, { fileName }) {
    const options = { module: true, compress: { passes: 3 }, mangle: true, format: { comments: false } } as const;
    const minified = await minify(code, { ...options, ecma: 2022 });
    const mangleProps = { include: new RegExp(`^(${innerNames.join('|')})$`), cache: innerLetters };
    return rename(fileName, minified.code, { compress: false, mangle: false, mangleProps });
  },
};

const functionsAlone: Plugin = {
  name: 'functions-alone',
  applyToEnvironment: ({ name }) => name === 'client',
  transform: (code, id) => (id.includes('/node_modules/preact/') ? withoutUnused(code) : null),
};

/**
 * Two builds of the same components: `widget.js` for article pages, with a module for each language besides English and
 * one for what no first view needs, and `embed.cjs` for the service, which renders them where no script runs.
 */
export default defineConfig({
  root,
  builder: {},
  plugins: [loadedLater, functionsAlone, minifiedFirst],
  resolve: {
    conditions: ['source'],
    alias: { 'preact/jsx-runtime': join(root, 'src/drawing/jsx-runtime.ts') },
  },
  environments: {
    client: {
      build: {
        outDir,
        target: 'es2022',
        // The first ones with light-dark(); older ones take the page's own colours.
        cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
        // As a library: pages get no loader for styles that we do not have. Such a build is not minified by itself.
        lib: {
          entry: { widget: join(root, 'src/widget.ts'), later: join(root, 'src/conversation/later.ts') },
          formats: ['es'],
          fileName: (_, name) => (name === 'later' ? 'widget/later-[hash].js' : 'widget.js'),
        },
        rolldownOptions: { output: { chunkFileNames: 'widget/[name]-[hash].js', minify: true, comments: false } },
      },
    },
    ssr: {
      resolve: { noExternal: true, conditions: ['source'] },
      build: {
        outDir,
        emptyOutDir: false,
        target: 'node20',
        rolldownOptions: {
          input: join(root, 'src/embed.tsx'),
          output: { format: 'cjs', entryFileNames: 'embed.cjs' },
        },
      },
    },
  },
});
