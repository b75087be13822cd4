// Generates docs/privacy.md from the declarations of the tables.
import { privacyPage } from '#api/erasure/privacy-page';
import { docsFolder } from '#contracts/generate-docs';
import { keepCurrent } from './keep-current.ts';

keepCurrent(docsFolder, new Map([['privacy.md', privacyPage()]]));
