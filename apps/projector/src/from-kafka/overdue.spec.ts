import { Overdue } from './overdue.ts';

describe('overdue events', () => {
  it('are those published before a projection stopped moving for the allowed time', async () => {
    const overdue = new Overdue(100);
    expect(await overdue.of('thread', 5, 0, published(5))).toBeNull();
    expect(await overdue.of('thread', 5, 99, published(6))).toBeNull();
    expect(await overdue.of('thread', 5, 100, published(7))).toBeNull();
    expect(await overdue.of('thread', 5, 199, published(8))).toBeNull();
    expect(await overdue.of('thread', 5, 200, published(9))).toEqual(new Map([['t/0', 7]]));
  });

  it('are none while the projection moves', async () => {
    const overdue = new Overdue(100);
    for (let at = 0; at < 10; at++) expect(await overdue.of('thread', at, at * 100, published(50))).toBeNull();
  });
});

const published = (position: number) => async () => new Map([['t/0', position]]);
