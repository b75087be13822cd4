/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.cjs'),
  globalSetup: '<rootDir>/test/jest/faults-setup.ts',
  testRegex: '\\.fault\\.spec\\.ts$',
  testTimeout: 900_000, // of many waits in one spec, only one is the hang
  globals: { patienceMs: 240_000 },
  passWithNoTests: true,
  // They wait more than they work; three of them have three brokers each.
  maxWorkers: 2,
  // What a failed spec could not stop must not keep the run from ending: the summary says which one failed.
  forceExit: true,
};
