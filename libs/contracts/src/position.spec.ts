import { lastPosition, NotAPosition, positionIn, PositionText, readPosition } from './position.ts';

const beyond = '9007199254740992'; // 2^53: the first that another number looks like

describe('a position', () => {
  it.each([0, 1, 48_213, 1e15, lastPosition])('is parsed exactly: %s', (position) => {
    expect(readPosition(String(position))).toBe(position);
    expect(readPosition(position)).toBe(position);
    expect(readPosition(BigInt(position))).toBe(position);
    expect(PositionText.parse(String(position))).toBe(position);
  });

  it.each([
    beyond,
    '9007199254740993',
    '9999999999999999',
    '9223372036854775807',
    '-1',
    '1.5',
    '1e3',
    '',
    ' 1',
    '0x10',
  ])('is refused if it is not a position, or cannot be an exact number: %j', (text) => {
    expect(() => readPosition(text)).toThrow(NotAPosition);
    expect(positionIn(text)).toBeUndefined();
    expect(PositionText.safeParse(text).success).toBe(false);
  });

  it('is refused as a number above the exact range', () => {
    expect(() => readPosition(2 ** 53)).toThrow(NotAPosition);
    expect(() => readPosition(Number.NaN)).toThrow(NotAPosition);
    expect(() => readPosition(-1)).toThrow(NotAPosition);
    expect(() => readPosition(2n ** 60n)).toThrow(NotAPosition);
  });
});
