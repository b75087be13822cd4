import { coldCopies } from '#test/support/restores/backups';
import { describeRestore } from '#test/support/restores/restore-story';

describe('an installation whose data directory was restored from a cold copy', () => {
  describeRestore(coldCopies);
});
