import { mostMarkup } from '#markdown/markup';
import { previewCost } from './preview-cost.ts';

describe('what a preview counts', () => {
  it('is one for a comment as people write them', () => {
    expect(previewCost({ body: 'The *tunnel* takes forty minutes.' })).toBe(1);
    expect(previewCost({ body: 'a'.repeat(1900) })).toBe(1);
  });

  it('grows with the length of the text', () => {
    expect(previewCost({ body: 'a'.repeat(10_000) })).toBe(5);
  });

  it('grows with its markup, up to where a text is shown as it was typed', () => {
    const most = '*'.repeat(mostMarkup);
    expect(previewCost({ body: most.padEnd(10_000, 'a') })).toBe(8);
    expect(previewCost({ body: '*'.repeat(10_000) })).toBe(8);
  });

  it.each([undefined, null, 'text', {}, { body: 7 }, { body: ['a'] }])(
    'is one for what is no request: %j',
    (request) => {
      expect(previewCost(request)).toBe(1);
    },
  );
});
