import { join } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;
/** `npx vite apps/console` while developing: everything but the desk itself comes from the service. */
const service = { target: 'http://127.0.0.1:3000' };

/** The moderators' desk: one page under /desk/, whose files carry their content's hash in their names. */
export default defineConfig({
  root,
  base: '/desk/',
  resolve: { conditions: ['source'] },
  build: {
    outDir: join(root, '../../dist/apps/console'),
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'], // the first ones with light-dark()
    assetsInlineLimit: 0, // the content security policy takes no data: addresses
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { comments: false } },
  },
  server: { proxy: { '/v1': service, '/desk/session': service, '/desk/oidc': service } },
});
