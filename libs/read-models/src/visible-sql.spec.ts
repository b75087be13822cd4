import { CommentStatus } from '#contracts/vocabulary';
import { isVisible } from '#contracts/comment-life/visible';
import { allProjections } from './all-projections.ts';
import { isVisibleSql } from './visible-sql.ts';

it('readers see the same statuses in every table and in code', () => {
  const written = allProjections.flatMap(({ tables }) => tables.match(/status in \('published'[^)]*\)/g) ?? []);
  expect(written.length).toBeGreaterThan(1);
  expect(new Set(written)).toEqual(new Set([isVisibleSql('status')]));
  expect(CommentStatus.options.filter(isVisible)).toEqual(['published', 'approved']);
});
