// Stairs go down only, and rooms on the same floor are strangers: apps → first floor → ground floor. The consumer,
// which others install, stands on messaging.
const ground = 'contracts|platform|languages|letters|markdown';
const first = 'client|domain|event-store|messaging|read-models';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'libs-never-import-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'ground-floor-rooms-are-strangers',
      severity: 'error',
      from: { path: `^libs/(${ground})/` },
      to: { path: '^libs/', pathNot: '^libs/$1/' },
    },
    {
      name: 'first-floor-rooms-are-strangers',
      severity: 'error',
      from: { path: `^libs/(${first})/` },
      to: { path: `^libs/(${first})/`, pathNot: '^libs/$1/' },
    },
    {
      name: 'the-consumer-reads-what-is-published',
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
      // As pure as the domain that it serves.
      name: 'letters-import-only-unicode-tables',
      severity: 'error',
      from: { path: '^libs/letters/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/letters/|node_modules/unhomoglyph/' },
    },
    {
      name: 'apps-are-strangers',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/(standalone|operate)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'front-ends-see-only-contracts-and-what-is-made-for-them',
      severity: 'error',
      from: { path: '^apps/(widget|console)/', pathNot: '\\.spec\\.tsx?$' },
      to: { path: '^libs/', pathNot: '^libs/(contracts|client|languages)/' },
    },
    {
      // It is published by itself: the programs of others get types of the contract, and nothing else.
      name: 'the-client-imports-only-types-of-contracts',
      severity: 'error',
      from: { path: '^libs/client/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/client/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-client-sees-only-contracts',
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
      // What Vite puts into the browser's files runs in production, too: `npm run audit` and `npm run sbom` have to see
      // it.
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
