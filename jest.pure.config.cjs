// Specs that need only Node: no database is started for them.
const { globalSetup: _setup, globalTeardown: _teardown, reporters: _reporters, ...rest } = require('./jest.config.cjs');

/** @type {import('jest').Config} */
module.exports = { ...rest, testRegex: '(?<!\\.(?:int|kafka|e2e|browser|proxy|fault))\\.spec\\.tsx?$' };
