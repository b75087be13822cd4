import type { Field } from './fields.ts';
import { changesOn, keptChanges } from './kept-changes.ts';

const number = (name: string): Field => ({ name, description: '', kind: 'number', whole: true, min: 0, max: 9 });
const fields = [number('links'), number('capitals')];
const first = { links: 1, capitals: 1 };

describe('changes of a policy that are not saved', () => {
  it('are there again', () => {
    expect(changesOn(first, keptChanges(first, { links: 4, capitals: 1 }), fields)).toEqual({ links: 4, capitals: 1 });
    expect(changesOn(first, null, fields)).toEqual(first);
  });

  it('are rebased on a version that another admin saved meanwhile', () => {
    const now = { links: 1, capitals: 7 };
    expect(changesOn(now, keptChanges(first, { links: 4, capitals: 1 }), fields)).toEqual({ links: 4, capitals: 7 });
  });

  it('are none for a number that was not typed to its end', () => {
    expect(changesOn(first, keptChanges(first, { links: NaN, capitals: 2 }), fields)).toEqual({
      links: 1,
      capitals: 2,
    });
  });
});
