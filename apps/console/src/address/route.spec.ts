import { type DeskRoute, addressOf, deskRouteOf } from './route.ts';

const read = (address: string): DeskRoute => {
  const { pathname, search } = new URL(address, 'http://desk');
  return deskRouteOf(pathname, search);
};

describe('an address of the desk', () => {
  it.each<DeskRoute>([
    { page: 'start' },
    { page: 'sign-in' },
    { page: 'review', site: 'default', queue: 'pending' },
    { page: 'list', site: 'gazette', queue: 'reported', query: { article: 'a/b?c' } },
    { page: 'mine', site: 'default' },
    { page: 'search', site: 'default', query: { q: 'bus lane', from: '2026-01-01' } },
    { page: 'article', site: 'default', id: 'https://gazette.example/ä?x=1#y' },
    { page: 'author', site: 'default', id: '01900000-0000-7000-8000-000000000001' },
    { page: 'comment', site: 'default', id: '%2F' },
  ])('is read as it was written: %j', (route) => {
    expect(read(addressOf(route))).toEqual(route);
  });

  it.each([
    '/desk/nothing',
    '/desk/sites/default',
    '/desk/sites/default/review/later',
    '/desk/sites/a/articles/b/c',
    '/x',
  ])('that is unknown leads nowhere: %s', (path) => {
    expect(read(path)).toMatchObject({ page: 'nowhere' });
  });

  it('may have a slash at its end', () => {
    expect(read('/desk/')).toEqual({ page: 'start' });
  });
});
