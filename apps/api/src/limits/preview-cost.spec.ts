import { mostMarkup } from '#markdown/markup';
import { previewCost } from './preview-cost.ts';

describe('the points of a preview', () => {
  it('are one for an ordinary comment', () => {
    expect(previewCost({ body: 'The *tunnel* takes forty minutes.' })).toBe(1);
    expect(previewCost({ body: 'a'.repeat(1900) })).toBe(1);
  });

  it('grow with the length of the text', () => {
    expect(previewCost({ body: 'a'.repeat(10_000) })).toBe(5);
  });

  it('grow with markup, up to the limit above which a text is shown as typed', () => {
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
