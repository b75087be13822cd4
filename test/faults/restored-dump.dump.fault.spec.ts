import { dumps } from '#test/support/restores/backups';
import { describeRestore } from '#test/support/restores/restore-story';

jest.setTimeout(240_000);

describe('an installation that was restored from a dump', () => {
  describeRestore(dumps);
});
