// What docs/privacy.md says of the tables, from what the tables declare.
import { privacyPage } from '#api/erasure/privacy-page';
import { docsFolder } from '#contracts/generate-docs';
import { keepCurrent } from './keep-current.ts';

keepCurrent(docsFolder, new Map([['privacy.md', privacyPage()]]));
