import { Day, Moment } from './moment.ts';

describe('a moment', () => {
  it.each(['0001-01-01T00:00:00Z', '1969-12-31T23:59:59+14:00', '9999-12-31T23:59:59.999Z'])('can be %s', (text) =>
    expect(Moment.safeParse(text).success).toBe(true),
  );

  it.each(['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-14:00', '2026-02-30T00:00:00Z'])(
    'is not %s, which PostgreSQL or another reader would stop at',
    (text) => expect(Moment.safeParse(text).success).toBe(false),
  );
});

describe('a day', () => {
  it.each(['0000-01-01', '9999-12-31', '2026-13-01', 'x'])('cannot be %s', (text) =>
    expect(Day.safeParse(text).success).toBe(false),
  );
});
