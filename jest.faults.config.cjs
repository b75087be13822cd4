/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.cjs'),
  globalSetup: '<rootDir>/test/jest/faults-setup.ts',
  testRegex: '\\.fault\\.spec\\.ts$',
  testTimeout: 900_000, // for hangs: one spec has many waits
  globals: { patienceMs: 240_000 },
  passWithNoTests: true,
  // Fault specs wait more than they work. No more than two, because three of them start three brokers each.
  maxWorkers: 2,
  // Resources that a failed spec could not stop must not keep the run from ending.
  forceExit: true,
};
