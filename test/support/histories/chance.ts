/** Random values that are reproducible by seed. */
export interface Chance {
  /** An integer from 0 to `limit` - 1. */
  below(limit: number): number;
  oneOf<T>(choices: readonly T[]): T;
  /** UUIDs of version 7, in ascending order. */
  uuid(): string;
  /** A text of 200 characters on average, sometimes with Markdown. */
  text(): string;
}

export function chanceOf(seed: number): Chance {
  const next = mulberry32(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  const oneOf = <T>(choices: readonly T[]): T => choices[below(choices.length)] as T;
  const hex = (): string =>
    Math.floor(next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  let made = 0;
  return {
    below,
    oneOf,
    uuid: () => {
      const time = (Date.UTC(2026, 0, 1) + ++made).toString(16).padStart(12, '0');
      const [a, b] = [hex(), hex()];
      return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(1, 4)}-8${a.slice(5)}-${b}${hex().slice(4)}`;
    },
    text: () => {
      const length = 5 + below(60);
      const text = Array.from({ length }, () => oneOf(words)).join(' ');
      return below(8) === 0 ? `${text} ${oneOf(spices)}` : text;
    },
  };
}

/** The generator mulberry32: good quality with 32 bits of state. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const words =
  'the council wants to close this bridge for years and nobody asked readers who use it every day, we should vote. trams cost less than they say - I counted them'.split(
    ' ',
  );

const spices = [
  '**really** so',
  'see https://example.com/a?b=1&c=2',
  '\n> quoted\n\nanswered',
  '`code` and <b>tags</b>',
  '\n- one\n- two',
  '👩‍👩‍👧 שלום "quoted" \\ back',
];
