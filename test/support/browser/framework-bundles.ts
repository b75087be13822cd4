import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { x } from 'tinyexec';

const root = join(import.meta.dirname, '../../..');
const docs = readFileSync(join(root, 'docs/embedding.md'), 'utf8');

/** The first code block under a heading of docs/embedding.md. */
function documented(heading: string): string {
  const [, code] = new RegExp(`\n### ${heading}\n[^]*?\n\`\`\`\\w+\n([^]*?)\n\`\`\`\n`).exec(docs) ?? [];
  if (code === undefined) throw new Error(`docs/embedding.md has no code below ${heading}`);
  return code;
}

/** Entry points by framework: each page renders its comments with `show(properties)` and removes them with `leave()`. */
const hosts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  react: {
    './comments.jsx': documented('React 19'),
    './main.js': `import { createElement } from 'react';
      import { createRoot } from 'react-dom/client';
      import { Comments } from './comments.jsx';
      const root = createRoot(document.querySelector('main'));
      globalThis.show = (properties) => root.render(createElement(Comments, properties));
      globalThis.leave = () => root.unmount();`,
  },
  vue: {
    './comments.vue': documented('Vue 3'),
    './main.js': `import { createApp, h, shallowRef } from 'vue';
      import Comments from './comments.vue';
      const shown = shallowRef({});
      const app = createApp({ render: () => h(Comments, shown.value) });
      let mounted = false;
      globalThis.show = (properties) => {
        shown.value = properties;
        if (!mounted) app.mount('main');
        mounted = true;
      };
      globalThis.leave = () => app.unmount();`,
  },
  svelte: {
    './comments.svelte': documented('Svelte 5'),
    './main.js': `import { createRawSnippet, mount, unmount } from 'svelte';
      import { fromStore, writable } from 'svelte/store';
      import Comments from './comments.svelte';
      const shown = writable({});
      const current = fromStore(shown);
      let mounted;
      const properties = new Proxy({}, {
        get: (_, name) => current.current[name],
        has: (_, name) => name in current.current,
        ownKeys: () => Reflect.ownKeys(current.current),
        getOwnPropertyDescriptor: (_, name) => ({ enumerable: true, configurable: true, value: current.current[name] }),
      });
      globalThis.show = (given) => {
        shown.set(given);
        mounted ??= mount(Comments, { target: document.querySelector('main'), props: properties });
      };
      globalThis.leave = () => unmount(mounted);`,
  },
  turbo: { './main.js': `import '@hotwired/turbo';` },
};

/** Bundles the documented components with their frameworks. Resolves with scripts by the framework's name. */
export async function bundleFrameworks(): Promise<Readonly<Record<string, string>>> {
  const program = join(import.meta.dirname, 'bundle-program.mjs');
  const bundling = x(process.execPath, [program], { nodeOptions: { cwd: root, env: { NODE_ENV: 'production' } } });
  bundling.process?.stdin?.end(JSON.stringify(hosts));
  const { stdout, stderr, exitCode } = await bundling;
  if (exitCode !== 0) throw new Error(`not bundled: ${stderr}`);
  return JSON.parse(stdout) as Record<string, string>;
}
