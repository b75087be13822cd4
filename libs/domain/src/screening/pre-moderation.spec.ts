import { defaultPolicy } from '#contracts/policy';
import type { ModerationMode } from '#contracts/vocabulary';
import { draftOf } from '../specification/screening.ts';
import { type Facts, nothingKnown } from './phase.ts';
import { preModeration } from './pre-moderation.ts';

const draft = draftOf('');
const ordinary = nothingKnown;
const heldBy = (facts: Partial<Facts>, mode: ModerationMode) =>
  preModeration(draft, { ...ordinary, ...facts }, { ...defaultPolicy, mode })?.evidence['by'];

describe('pre-moderation', () => {
  it.each([
    ['nothing on a site with post-moderation', {}, 'post', undefined],
    ['nothing on a site with automatic moderation', {}, 'auto', undefined],
    ['everything on a site with pre-moderation', {}, 'pre', 'site'],
    ['everything under an article with pre-moderation', { articleMode: 'pre' }, 'post', 'article'],
    [
      'nothing under an article with post-moderation on a pre-moderated site',
      { articleMode: 'post' },
      'pre',
      undefined,
    ],
    [
      'nothing under an article with automatic moderation on a pre-moderated site',
      { articleMode: 'auto' },
      'pre',
      undefined,
    ],
    ['a premoderated author everywhere', { premoderated: true, articleMode: 'post' }, 'post', 'author'],
  ] as const)('holds %s', (_what, facts, mode, by) => {
    expect(heldBy(facts, mode)).toBe(by);
  });

  it('reports its rule, so that the verdict can be explained', () => {
    expect(preModeration(draft, ordinary, { ...defaultPolicy, mode: 'pre' })).toEqual({
      rule: 'pre-moderation',
      ruleVersion: 1,
      action: 'hold',
      evidence: { by: 'site' },
    });
  });
});
