import { keysOf } from '../keys-of.ts';
import { problems } from '../problems.ts';
import { type ListedRoute, listedRoutes } from './listed.ts';
import { anywhere, problemsOf } from './problems-of.ts';

const route = (address: string): ListedRoute => {
  const found = listedRoutes.find((one) => one.address === address);
  if (!found) throw new Error(`no route ${address}`);
  return found;
};

describe('the problems of a route', () => {
  it('follow from its access, its input and its effect', () => {
    const decide = problemsOf(route('POST /v1/sites/:site/moderation/decisions'));
    for (const code of ['unauthenticated', 'forbidden', 'not-found', 'payload-too-large', 'outcome-unknown'] as const)
      expect(decide).toContain(code);
    const health = problemsOf(route('GET /health/live'));
    expect([...health]).toEqual(['unauthenticated', 'too-many-requests']);
  });

  it('include those that only its handler decides', () => {
    expect(problemsOf(route('POST /v1/sites/:site/articles/:article/comments'))).toContain('article-closed');
    expect(problemsOf(route('PUT /v1/sites/:site/policy'))).toContain('precondition-required');
  });

  it('are declared only if they do not follow from the rest of the entry', () => {
    const twice = listedRoutes.flatMap((one) => {
      const { problems: named = [], ...rest } = one.description;
      const derived = problemsOf({ ...one, description: rest });
      return named.filter((code) => derived.has(code)).map((code) => `${one.address}: ${code}`);
    });
    expect(twice).toEqual([]);
  });

  it('are all problems, except for unknown methods and the outcomes of single decisions', () => {
    const declared = new Set([...anywhere, ...listedRoutes.flatMap((one) => [...problemsOf(one)])]);
    expect(keysOf(problems).filter((code) => !declared.has(code))).toEqual([
      'method-not-allowed',
      'decided-meanwhile',
      'nothing-to-undo',
      'superseded',
    ]);
  });
});
