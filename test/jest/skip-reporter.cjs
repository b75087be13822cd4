const { existsSync, readdirSync, writeSync } = require('node:fs');
const { join, relative } = require('node:path');
const { skippedKinds } = require('./capabilities.cjs');

const root = join(__dirname, '../..');

/** Ends a run with the skipped kinds, how to enable them, and a line such as `12 passed, 0 failed`. */
module.exports = class SkipReporter {
  constructor({ testNamePattern }) {
    this.isFiltered = Boolean(testNamePattern);
  }

  onRunComplete(_contexts, results) {
    const single = this.isFiltered ? [] : describeSingle(results); // specs skipped by `-t` are not listed
    const lines = [...skippedKinds('').flatMap(describeKind), ...single, countLine(results)];
    // Written on exit: Jest prints its own summary after all reporters, and with forceExit it closes the stream before
    // this moment.
    process.once('exit', () => writeSync(process.stdout.fd, `${lines.join('\n')}\n`));
  }
};

function describeKind({ name, pattern, reason, enabledBy }) {
  const files = specFiles().filter((file) => new RegExp(pattern).test(file));
  return files.length === 0
    ? []
    : [`Skipped the ${name} specs: ${reason}. They need ${enabledBy}.`, ...files.map((file) => `  ${file}`)];
}

/** Single specs that were skipped: they need something that the rest of their file does not. */
function describeSingle({ testResults }) {
  const skipped = testResults.flatMap(({ testFilePath, testResults: all }) =>
    all
      .filter(({ status }) => status === 'pending')
      .map(({ fullName }) => `  ${relative(root, testFilePath)}: ${fullName}`),
  );
  return skipped.length === 0 ? [] : ['Skipped single specs:', ...skipped];
}

function countLine({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests }) {
  const failed = numFailedTests + numRuntimeErrorTestSuites; // a file that fails to load counts as one
  const skipped = numPendingTests + numTodoTests;
  return `${numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function specFiles() {
  const folders = ['apps', 'libs', 'test'].filter((folder) => existsSync(join(root, folder)));
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((file) => join(folder, file)),
  );
}
