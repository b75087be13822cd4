import { firstRoute, reaches } from './reach.ts';
import { deskRouteOf } from './route.ts';

const may = (given: Partial<Parameters<typeof reaches>[0]>, path: string) =>
  reaches({ sites: ['sport'], queues: ['pending'], ...given }, deskRouteOf(path));

describe('a moderator of some sites and queues', () => {
  it('reaches those, and the pages that are about no queue', () => {
    for (const path of ['review/pending', 'list/pending', 'mine', 'search', 'articles', 'policy', 'authors/1'])
      expect([path, may({}, `/desk/sites/sport/${path}`)]).toEqual([path, true]);
    expect(may({}, '/desk')).toBe(true);
  });

  it('reaches no other site or queue, and no numbers of all queues together', () => {
    for (const path of ['sport/review/reported', 'sport/list/escalated', 'sport/numbers', 'default/mine', 'new/policy'])
      expect([path, may({}, `/desk/sites/${path}`)]).toEqual([path, false]);
  });

  it('reaches numbers with all queues', () => {
    expect(may({ queues: ['pending', 'reported', 'escalated'] }, '/desk/sites/sport/numbers')).toBe(true);
  });

  it('finds neither comments nor authors nor articles without a queue', () => {
    for (const path of ['search', 'articles', 'articles/1', 'authors/1', 'comments/1', 'numbers', 'list/pending'])
      expect([path, may({ queues: [] }, `/desk/sites/sport/${path}`)]).toEqual([path, false]);
    for (const path of ['mine', 'policy']) expect(may({ queues: [] }, `/desk/sites/sport/${path}`)).toBe(true);
  });

  it('begins with the first of their queues, or with their decisions if they have none', () => {
    const given = { sites: ['sport'] };
    expect(firstRoute({ ...given, queues: ['reported', 'escalated'] }, 'sport')).toMatchObject({ queue: 'reported' });
    expect(firstRoute({ ...given, queues: [] }, 'sport')).toEqual({ page: 'mine', site: 'sport' });
  });
});
