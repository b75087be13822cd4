import { wrongWith } from './right-answer.ts';

const request = { method: 'POST', path: '/v1/sites/default/articles/a/comments' };
const problem = (status: number, more: object = {}) => ({
  status,
  headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  body: JSON.stringify({ type: '/docs/problems#x', title: 'X', status, ...more }),
});

describe('an answer to somebody else’s mistake', () => {
  it('is right as a success, and as a problem document of its own status', () => {
    expect(wrongWith(request, { status: 200, headers: {}, body: '' })).toBeUndefined();
    expect(wrongWith(request, problem(400))).toBeUndefined();
    const later = problem(503);
    expect(wrongWith(request, { ...later, headers: { ...later.headers, 'retry-after': '5' } })).toBeUndefined();
  });

  it.each([
    ['a fault of ours', problem(500), '500'],
    ['a 503 that does not say when to come back', problem(503), 'without retry-after'],
    ['a stack trace', problem(400, { detail: 'at door (/app/door.js:3:1)' }), 'shows how it is made'],
    ['a statement', problem(400, { detail: 'select id from comments' }), 'shows how it is made'],
    ['another status inside than outside', problem(400, { status: 404 }), 'says 404'],
    ['a problem without a name', problem(400, { type: undefined }), 'has no type and title'],
    ['a plain text', { status: 400, headers: { 'content-type': 'text/plain' }, body: 'no' }, 'is no problem document'],
  ])('is wrong as %s', (_what, answer, told) => {
    expect(wrongWith(request, answer)).toContain(told);
  });

  it('may be a page where a browser asks for a page, and nowhere else', () => {
    const page = { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not found</h1>' };
    expect(wrongWith({ method: 'GET', path: '/v1/sites/default/articles/a/embed' }, page)).toBeUndefined();
    expect(wrongWith({ method: 'GET', path: '/v1/sites/default/counts' }, page)).toContain('is no problem document');
  });
});
