// Imports go down only, in three layers: apps → middle → bottom. Modules of one layer do not import each other. The one
// exception is the consumer, a published package, which imports messaging.
const bottom = 'contracts|platform|languages|letters|markdown';
const middle = 'client|domain|event-store|messaging|read-models';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'libs-never-import-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'bottom-layer-modules-are-unrelated',
      severity: 'error',
      from: { path: `^libs/(${bottom})/` },
      to: { path: '^libs/', pathNot: '^libs/$1/' },
    },
    {
      name: 'middle-layer-modules-are-unrelated',
      severity: 'error',
      from: { path: `^libs/(${middle})/` },
      to: { path: `^libs/(${middle})/`, pathNot: '^libs/$1/' },
    },
    {
      name: 'the-consumer-imports-only-contracts-and-messaging',
      severity: 'error',
      from: { path: '^libs/consumer/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/(consumer|contracts|messaging)/|^node:|^(crypto|fs)$' },
    },
    {
      name: 'only-apps-use-the-consumer',
      severity: 'error',
      from: { path: '^libs/', pathNot: '^libs/consumer/' },
      to: { path: '^libs/consumer/' },
    },
    {
      name: 'domain-imports-only-contracts-and-letters',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: '\\.spec\\.ts$|/specification/' },
      to: { pathNot: '^libs/(domain|contracts|letters)/|node_modules/(@monyone/aho-corasick|unhomoglyph)/' },
    },
    {
      // The domain imports this module, so it is as pure as the domain.
      name: 'letters-import-only-unicode-tables',
      severity: 'error',
      from: { path: '^libs/letters/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/letters/|node_modules/unhomoglyph/' },
    },
    {
      name: 'apps-are-unrelated',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/(standalone|operate)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'front-ends-import-only-contracts-client-and-languages',
      severity: 'error',
      from: { path: '^apps/(widget|console)/', pathNot: '\\.spec\\.tsx?$' },
      to: { path: '^libs/', pathNot: '^libs/(contracts|client|languages)/' },
    },
    {
      // The client is published as a separate package: of the contract it may use types only, which need no code.
      name: 'the-client-imports-only-types-of-contracts',
      severity: 'error',
      from: { path: '^libs/client/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/client/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-client-imports-only-contracts',
      severity: 'error',
      from: { path: '^libs/client/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/(client|contracts)/' },
    },
    {
      name: 'tests-are-never-imported',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '\\.spec\\.tsx?$' },
      to: { path: '^test/' },
    },
    {
      name: 'specifications-are-only-for-specs',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '\\.spec\\.tsx?$|/specification/' },
      to: { path: '/specification/' },
    },
    {
      name: 'not-to-dev-dependencies',
      severity: 'error',
      // Code that Vite bundles for the browser runs in production too, so its packages are dependencies:
      // `npm run audit` and `npm run sbom` read only those.
      from: {
        path: '^(apps|libs)/',
        pathNot: '\\.spec\\.tsx?$|/specification/|/vite\\.config\\.ts$|/widget/loaded-later\\.ts$',
      },
      to: { dependencyTypes: ['npm-dev'] },
    },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
