const { readFileSync } = require('node:fs');
const { availableParallelism } = require('node:os');
const { join } = require('node:path');
const { skippedKinds } = require('./test/jest/capabilities.cjs');

// NestJS 12 and others are published as ES modules only, and Jest can require() an ES module only on Node >= 24.9.
// So swc compiles every ESM-only package to CommonJS for the tests, wherever it is installed; Jest caches the result.
function esmOnlyPackages() {
  const { packages } = JSON.parse(readFileSync(join(__dirname, 'package-lock.json'), 'utf8'));
  const installed = Object.keys(packages).filter((path) => path.startsWith('node_modules/') && isEsmOnly(path));
  return [...new Set(installed.map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)))];
}

function isEsmOnly(path) {
  try {
    const { type, exports } = JSON.parse(readFileSync(join(__dirname, path, 'package.json'), 'utf8'));
    const main = exports?.['.'];
    return type === 'module' || (main?.require === undefined && main?.default?.endsWith?.('.mjs') === true);
  } catch {
    return false; // not installed: for another platform
  }
}

// Jest runs CommonJS: its support for ES modules is experimental, cannot mock modules, and leaks memory. Our code is
// compiled to CommonJS only here.
const { jsc, ...others } = JSON.parse(readFileSync(join(__dirname, '.swcrc'), 'utf8'));
const swc = {
  ...others,
  jsc: { ...jsc, rewriteRelativeImportExtensions: false },
  module: { type: 'commonjs' },
};

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testRegex: '(?<!\\.fault)\\.spec\\.tsx?$', // fault specs take minutes: npm run test:faults
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...skippedKinds().map(({ pattern }) => pattern)],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'require', 'node', 'node-addons', 'default'] },
  transform: {
    '^.+\\.[tj]s$': ['@swc/jest', { ...swc, swcrc: false, sourceMaps: 'inline' }],
    '^.+\\.mjs$': ['@swc/jest', { ...swc, swcrc: false, sourceMaps: 'inline' }],
    '^.+\\.tsx$': [
      '@swc/jest',
      {
        ...swc,
        swcrc: false,
        sourceMaps: 'inline',
        jsc: {
          ...swc.jsc,
          parser: { syntax: 'typescript', tsx: true },
          transform: { ...swc.jsc.transform, react: { runtime: 'automatic', importSource: 'preact' } },
        },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!.*/node_modules/)(?!(?:${esmOnlyPackages().join('|')})/)`],
  runtime: '<rootDir>/test/jest/runtime.cjs', // compiles each module once in a worker, not once for each spec file
  globalSetup: '<rootDir>/test/jest/global-setup.ts',
  globalTeardown: '<rootDir>/test/jest/global-teardown.ts',
  testSequencer: '<rootDir>/test/jest/longest-first.cjs',
  reporters: ['default', '<rootDir>/test/jest/skip-reporter.cjs'],
  testTimeout: 180_000, // only for hangs, not a limit for slow specs
  // Most specs wait for a database, a broker or a browser: on two cores, two workers take little more than half the
  // time of one.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // Jest keeps some memory of each spec file. A new worker compiles its modules again, which takes seconds.
  workerIdleMemoryLimit: 1.5e9,
};
