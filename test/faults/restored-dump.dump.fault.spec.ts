import { dumps } from './backups';
import { describeRestore } from './restore-story';

jest.setTimeout(240_000);

describe('an installation that was restored from a dump', () => {
  describeRestore(dumps);
});
