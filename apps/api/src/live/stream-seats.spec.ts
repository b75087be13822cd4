import {
  StreamSeats,
  networkSeats,
  personSeats,
  streamsPerNetwork,
  streamsPerPerson,
  streamsPerRange,
} from './stream-seats.ts';

const times = (n: number): number[] => Array.from({ length: n }, (_, index) => index);

describe('live stream seats', () => {
  it('are refused to a network that has taken all its seats, with the time to wait', () => {
    const seats = new StreamSeats({ rateLimits: true });
    for (const _ of times(streamsPerNetwork)) seats.take(networkSeats({ ip: '192.0.2.1' }));
    expect(() => seats.take(networkSeats({ ip: '192.0.2.1' }))).toThrow(
      expect.objectContaining({ code: 'too-many-requests', extensions: { retryAfterSeconds: expect.any(Number) } }),
    );
    seats.take(networkSeats({ ip: '192.0.2.2' }));
  });

  it('are shared by an IPv6 /64, and a /48 has ten times as many', () => {
    const seats = new StreamSeats({ rateLimits: true });
    for (const n of times(streamsPerNetwork)) seats.take(networkSeats({ ip: `2001:db8::${n.toString(16)}` }));
    expect(() => seats.take(networkSeats({ ip: '2001:db8::ffff' }))).toThrow('Too many live streams');
    for (const n of times(streamsPerRange - streamsPerNetwork))
      seats.take(networkSeats({ ip: `2001:db8:0:${(n + 1).toString(16)}::1` }));
    expect(() => seats.take(networkSeats({ ip: '2001:db8:0:ffff::1' }))).toThrow('Too many live streams');
    seats.take(networkSeats({ ip: '2001:db8:1::1' }));
  });

  it('are given back only once, and leave nothing in memory', () => {
    const seats = new StreamSeats({ rateLimits: true });
    const ends = times(streamsPerNetwork).map((n) => seats.take(networkSeats({ ip: `2001:db8::${n.toString(16)}` })));
    ends[0]?.();
    ends[0]?.();
    const again = seats.take(networkSeats({ ip: '2001:db8::1' }));
    expect(() => seats.take(networkSeats({ ip: '2001:db8::1' }))).toThrow('Too many live streams');
    for (const end of [...ends, again]) end();
    expect(seats.size).toBe(0);
  });

  it('are not taken by a refused request', () => {
    const seats = new StreamSeats({ rateLimits: true });
    for (const _ of times(streamsPerNetwork)) seats.take(networkSeats({ ip: '2001:db8::1' }));
    for (const _ of times(streamsPerRange))
      expect(() => seats.take(networkSeats({ ip: '2001:db8::1' }))).toThrow('Too many live streams');
    seats.take(networkSeats({ ip: '2001:db8:0:1::1' }));
  });

  it('are counted by person for moderators, because a newsroom is one network', () => {
    const seats = new StreamSeats({ rateLimits: true });
    for (const _ of times(streamsPerPerson)) seats.take(personSeats('default', 'mo'));
    expect(() => seats.take(personSeats('default', 'mo'))).toThrow('Too many live streams');
    seats.take(personSeats('default', 'jo'));
  });

  it('are not counted if rate limits are off', () => {
    const seats = new StreamSeats({ rateLimits: false });
    for (const _ of times(1000)) seats.take(networkSeats({ ip: '192.0.2.1' }));
    expect(seats.size).toBe(0);
  });
});
