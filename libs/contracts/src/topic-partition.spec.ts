import { partitionName, partitionNamed } from './topic-partition.ts';

describe('the name of a partition', () => {
  it('has topic and number, and is parsed back', () => {
    const place = { topic: 'colloquy.article-counts', partition: 11 };
    expect(partitionName(place)).toBe('colloquy.article-counts/11');
    expect(partitionNamed(partitionName(place))).toEqual(place);
  });
});
