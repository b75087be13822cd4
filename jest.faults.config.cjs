/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.cjs'),
  testRegex: '\\.fault\\.spec\\.ts$',
  testTimeout: 300_000,
  passWithNoTests: true,
};
