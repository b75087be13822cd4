// Reads { name: { file: source } } from standard input and bundles the `main.js` of each, as a publisher's own build
// would: for production, with the plug-ins that the framework needs. It runs in a separate process because Jest would
// have to compile the bundler and the compilers first.
import { text } from 'node:stream/consumers';
import { compile } from 'svelte/compiler';
import { build, transformWithOxc } from 'vite';
import { compileScript, parse } from 'vue/compiler-sfc';

const isCustomElement = (tag) => tag.startsWith('comment-');

const compilers = {
  jsx: (source, file) => transformWithOxc(source, file, { jsx: { runtime: 'automatic' } }),
  svelte: (source) => compile(source, { generate: 'client' }).js,
  vue: (source) => {
    const { descriptor } = parse(source);
    const templateOptions = { compilerOptions: { isCustomElement } };
    return { code: compileScript(descriptor, { id: 'page', inlineTemplate: true, templateOptions }).content };
  },
};

const inMemory = (files) => ({
  name: 'in-memory',
  enforce: 'pre',
  resolveId: (id) => (files[id] === undefined ? null : `${process.cwd()}/${id.replace('./', '')}`),
  load(id) {
    const file = `./${id.slice(process.cwd().length + 1)}`;
    if (files[file] === undefined) return null;
    const compiler = compilers[file.split('.').at(-1)];
    return compiler ? compiler(files[file], file) : files[file];
  },
});

const bundles = {};
for (const [name, files] of Object.entries(JSON.parse(await text(process.stdin)))) {
  const { output } = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [inMemory(files)],
    build: { write: false, rolldownOptions: { input: './main.js', output: { codeSplitting: false } } },
  });
  bundles[name] = output[0].code;
}
process.stdout.write(JSON.stringify(bundles));
