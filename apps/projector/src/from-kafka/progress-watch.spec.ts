import { ProgressWatch } from './progress-watch.ts';

const at = (nextOffset: string, endOffset: string) => [{ topic: 't', partition: 0, nextOffset, endOffset }];
const minute = 60_000;

describe('the watch on reading from Kafka', () => {
  it('reports a stall if there are records and none was read for a minute', () => {
    const watch = new ProgressWatch();
    expect(watch.look(at('5', '9'), 0)).toEqual({ lag: 4, stalled: false });
    expect(watch.look(at('5', '9'), minute - 1)).toEqual({ lag: 4, stalled: false });
    expect(watch.look(at('5', '12'), minute)).toEqual({ lag: 7, stalled: true });
    expect(watch.look(at('6', '12'), minute + 1)).toEqual({ lag: 6, stalled: false });
  });

  it('reports no stall while there is nothing to read', () => {
    const watch = new ProgressWatch();
    watch.look(at('9', '9'), 0);
    expect(watch.look(at('9', '9'), 10 * minute)).toEqual({ lag: 0, stalled: false });
    expect(watch.look(at('9', '10'), 10 * minute + 1)).toEqual({ lag: 1, stalled: false });
  });

  it('reports no stall for a member without partitions', () => {
    expect(new ProgressWatch().look([], 10 * minute)).toEqual({ lag: 0, stalled: false });
  });
});
