import { coldCopies } from './backups';
import { describeRestore } from './restore-story';

jest.setTimeout(240_000);

describe('an installation whose data directory was put back from a cold copy', () => {
  describeRestore(coldCopies);
});
