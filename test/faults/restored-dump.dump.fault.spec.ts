import { dumps } from '#test/support/restores/backups';
import { describeRestore } from '#test/support/restores/restore-story';

describe('an installation that was restored from a dump', () => {
  describeRestore(dumps);
});
