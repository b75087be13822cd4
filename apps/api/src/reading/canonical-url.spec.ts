import { isCanonicalUrl } from './canonical-url.ts';

const thread = ['sort', 'limit', 'cursor', 'depth'];
const counts = ['article'];

describe('the URL of a cached answer', () => {
  it.each([
    '/v1/sites/default/articles/an-article/comments',
    '/v1/sites/default/articles/an-article/comments?sort=newest',
    '/v1/sites/default/articles/2026%2F03%2Ftunnel/comments?limit=20&sort=top&cursor=nMTIz',
    '/v1/sites/default/articles/t%C3%BCr/comments?depth=3',
    '/v1/sites/default/articles/a:b@c/comments',
  ])('is canonical: %s', (url) => {
    expect(isCanonicalUrl(url, thread)).toBe(true);
  });

  it.each([
    ['an unknown parameter', '/v1/sites/default/articles/a/comments?sort=newest&utm_source=x'],
    ['a repeated parameter', '/v1/sites/default/articles/a/comments?sort=newest&sort=newest'],
    ['an unnecessary escape in the path', '/v1/sites/default/articles/%61/comments'],
    ['an unnecessary escape in a value', '/v1/sites/default/articles/a/comments?sort=%6Eewest'],
    ['an unnecessary escape in a name', '/v1/sites/default/articles/a/comments?s%6Frt=newest'],
    ['a lower-case escape', '/v1/sites/default/articles/2026%2f03/comments'],
    ['a broken escape', '/v1/sites/default/articles/%E0%A4%A/comments'],
    ['an empty part', '/v1/sites/default//articles/a/comments'],
    ['a slash at the end', '/v1/sites/default/articles/a/comments/'],
    ['an empty query', '/v1/sites/default/articles/a/comments?'],
    ['an empty pair', '/v1/sites/default/articles/a/comments?&sort=newest'],
    ['a value with an equals sign', '/v1/sites/default/articles/a/comments?sort=newest=1'],
  ])('is not canonical with %s', (_name, url) => {
    expect(isCanonicalUrl(url, thread)).toBe(false);
  });

  it('may repeat a list parameter', () => {
    expect(isCanonicalUrl('/v1/sites/default/counts?article=a&article=b%20c', counts, counts)).toBe(true);
    expect(isCanonicalUrl('/v1/sites/default/counts?article=a&article=b', counts)).toBe(false);
  });
});
