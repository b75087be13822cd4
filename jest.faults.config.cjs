/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.cjs'),
  testRegex: '\\.fault\\.spec\\.ts$',
  testTimeout: 300_000,
  passWithNoTests: true,
  // What a failed spec could not stop must not keep the run from ending: the summary says which one failed.
  forceExit: true,
};
