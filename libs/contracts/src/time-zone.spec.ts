import { TimeZone } from './time-zone.ts';

describe('a time zone', () => {
  it.each([['UTC'], ['Europe/Berlin'], ['America/Argentina/Buenos_Aires'], ['Etc/GMT+5']])('%s is accepted', (name) => {
    expect(TimeZone.parse(name)).toBe(name);
  });

  it.each([[''], ['Europe/Atlantis'], ['+01:00'], ['Europe/Berlin '], ['../etc/localtime'], ['x'.repeat(65)]])(
    '%j is none',
    (name) => {
      expect(TimeZone.safeParse(name).success).toBe(false);
    },
  );
});
