const { existsSync, readdirSync, writeSync } = require('node:fs');
const { join, relative } = require('node:path');
const { skippedKinds } = require('./capabilities.cjs');

const root = join(__dirname, '../..');

/** Ends a run with what it left out and what would enable that, and then one plain line: `12 passed, 0 failed`. */
module.exports = class SkipReporter {
  constructor({ testNamePattern }) {
    this.isFiltered = Boolean(testNamePattern);
  }

  onRunComplete(_contexts, results) {
    const single = this.isFiltered ? [] : describeSingle(results); // what `-t` left out is no news
    const lines = [...skippedKinds('').flatMap(describeKind), ...single, countLine(results)];
    // Jest's own summary comes after every reporter; and where Jest is told to exit, it shuts the stream before this
    // moment.
    process.once('exit', () => writeSync(process.stdout.fd, `${lines.join('\n')}\n`));
  }
};

function describeKind({ name, pattern, reason, enabledBy }) {
  const files = specFiles().filter((file) => new RegExp(pattern).test(file));
  return files.length === 0
    ? []
    : [`Skipped, since ${reason}: the ${name} specs. To run them: ${enabledBy}.`, ...files.map((file) => `  ${file}`)];
}

/** What lacks something that the rest of its file does without: its name says what. */
function describeSingle({ testResults }) {
  const skipped = testResults.flatMap(({ testFilePath, testResults: all }) =>
    all
      .filter(({ status }) => status === 'pending')
      .map(({ fullName }) => `  ${relative(root, testFilePath)}: ${fullName}`),
  );
  return skipped.length === 0 ? [] : ['Skipped one by one:', ...skipped];
}

function countLine({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests }) {
  const failed = numFailedTests + numRuntimeErrorTestSuites; // a file that does not even load counts as one
  const skipped = numPendingTests + numTodoTests;
  return `${numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function specFiles() {
  const folders = ['apps', 'libs', 'test'].filter((folder) => existsSync(join(root, folder)));
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((file) => join(folder, file)),
  );
}
