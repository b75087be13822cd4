import { readModelNames } from '#contracts/routes/route';
import { allProjections } from './all-projections';

describe('the read models', () => {
  it('are those that the table of routes can wait for', () => {
    expect(allProjections.map(({ name }) => name).toSorted()).toEqual([...readModelNames].toSorted());
  });
});
