// What is made from libs/contracts: the JSON Schema of each event, and the catalogues in docs/. An incompatible change
// of an event is refused, not written: raise its version and leave an upcaster. While a version was never released
// anywhere, delete its schema first.
import { docsFolder, generatedPages } from '#contracts/generate-docs';
import { brokenPromises, contractsFolder, generatedFiles } from '#contracts/generate-schemas';
import { keepCurrent } from './keep-current.ts';

const complaints = brokenPromises();
if (complaints.length > 0) {
  console.error(complaints.join('\n'));
  process.exitCode = 1;
} else {
  keepCurrent(contractsFolder, generatedFiles());
  keepCurrent(docsFolder, generatedPages());
}
