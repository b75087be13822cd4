import { wrongWith } from './right-answer.ts';

const request = { method: 'POST', path: '/v1/sites/default/articles/a/comments' };
const problem = (status: number, more: object = {}) => ({
  status,
  headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  body: JSON.stringify({ type: '/docs/problems#x', title: 'X', status, ...more }),
});

describe('an answer to an invalid request', () => {
  it('is accepted when it is a success or a problem document with the status of the response', () => {
    expect(wrongWith(request, { status: 200, headers: {}, body: '' })).toBeUndefined();
    expect(wrongWith(request, problem(400))).toBeUndefined();
    const later = problem(503);
    expect(wrongWith(request, { ...later, headers: { ...later.headers, 'retry-after': '5' } })).toBeUndefined();
  });

  it.each([
    ['a server error', problem(500), '500'],
    ['a 503 without Retry-After', problem(503), 'without retry-after'],
    ['a stack trace', problem(400, { detail: 'at door (/app/door.js:3:1)' }), 'shows internals'],
    ['an SQL statement', problem(400, { detail: 'select id from comments' }), 'shows internals'],
    ['a problem whose status is not the status of the response', problem(400, { status: 404 }), 'has the status 404'],
    ['a problem without a type', problem(400, { type: undefined }), 'has no type and title'],
    ['a plain text', { status: 400, headers: { 'content-type': 'text/plain' }, body: 'no' }, 'is no problem document'],
  ])('is refused when it is %s', (_what, answer, fault) => {
    expect(wrongWith(request, answer)).toContain(fault);
  });

  it('may be an HTML page only on routes that serve pages', () => {
    const page = { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not found</h1>' };
    expect(wrongWith({ method: 'GET', path: '/v1/sites/default/articles/a/embed' }, page)).toBeUndefined();
    expect(wrongWith({ method: 'GET', path: '/v1/sites/default/counts' }, page)).toContain('is no problem document');
  });
});
