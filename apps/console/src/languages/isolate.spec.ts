import { isolateIn } from './isolate.ts';

describe('a name within a sentence', () => {
  it('is isolated where it or the sentence runs from the right', () => {
    expect(isolateIn({ direction: 'ltr' }, 'Zoë')).toBe('Zoë');
    expect(isolateIn({ direction: 'ltr' }, 'Zoë \u05d0')).toBe('\u2068Zoë \u05d0\u2069');
    expect(isolateIn({ direction: 'rtl' }, 'Zoë')).toBe('\u2068Zoë\u2069');
  });
});
