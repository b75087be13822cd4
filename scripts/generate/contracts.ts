// Generates files from libs/contracts: the JSON Schema of each event, and the catalogues in docs/. An incompatible
// change of an event is refused: raise its version and keep an upcaster. For a version that was never released, delete
// its schema first.
import { docsFolder, generatedPages } from '#contracts/generate-docs';
import { brokenPromises, contractsFolder, generatedFiles } from '#contracts/generate-schemas';
import { keepCurrent } from './keep-current.ts';

const violations = brokenPromises();
if (violations.length > 0) {
  console.error(violations.join('\n'));
  process.exitCode = 1;
} else {
  keepCurrent(contractsFolder, generatedFiles());
  keepCurrent(docsFolder, generatedPages());
}
