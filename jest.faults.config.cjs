/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.cjs'),
  testRegex: '\\.fault\\.spec\\.ts$',
  testTimeout: 900_000, // of many waits in one spec, only one is the hang
  globals: { patienceMs: 240_000 },
  passWithNoTests: true,
  // What a failed spec could not stop must not keep the run from ending: the summary says which one failed.
  forceExit: true,
};
