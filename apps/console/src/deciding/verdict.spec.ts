import { reasonKeys } from '../keys/commands';
import { reasonsByKey } from './verdict';

describe('the reasons of a rejection', () => {
  it('have a key each', () => {
    expect(reasonsByKey).toHaveLength(reasonKeys.length);
  });
});
