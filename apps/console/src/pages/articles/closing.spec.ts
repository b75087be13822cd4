import { stateOf } from './closing.ts';

const closesAt = '2026-03-29T00:30:00.000Z';
const moment = Date.parse(closesAt);
const article = { open: true, closesAt, closesBy: 'date', closedByHand: false } as const;

describe('an article at the desk', () => {
  it('is open up to its closing time, and closed from then on, also while its page is looked at', () => {
    expect(stateOf(article, moment - 1)).toEqual({ isOpen: true, since: null, until: closesAt });
    expect(stateOf(article, moment)).toEqual({ isOpen: false, since: closesAt, until: null });
  });

  it('is closed by hand whatever its time is', () => {
    expect(stateOf({ ...article, closedByHand: true }, moment - 1)).toEqual({
      isOpen: false,
      since: null,
      until: null,
    });
  });

  it('is open for good where nothing closes it', () => {
    const state = stateOf({ ...article, closesAt: null, closesBy: null }, moment);
    expect(state).toEqual({ isOpen: true, since: null, until: null });
  });
});
