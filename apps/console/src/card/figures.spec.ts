import { figuresOf } from './figures.ts';

describe("an author's numbers at the desk", () => {
  it('have what a moderator approved among what is published, on the card as on the page', () => {
    expect(figuresOf({ published: 3, approved: 2, rejected: 1, flagged: 4 })).toEqual({
      ...{ published: 5, approved: 2, rejected: 1, flagged: 4 },
      ...{ held: 0, escalated: 0, withdrawn: 0 },
    });
  });
});
