import { problems } from './problems.ts';

describe.each(Object.entries(problems))('the problem %s', (_code, { title, advice }) => {
  it('has a title of at most six words, without a full stop', () => {
    expect(title.split(' ').length).toBeLessThanOrEqual(6);
    expect(title).not.toMatch(/[.:;]/);
  });

  it('has advice in full sentences', () => {
    expect(advice).toMatch(/^[A-Z`/].*\.$/);
  });
});
