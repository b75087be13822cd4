import { type Source, hear } from './event-stream.ts';

type Message = { event: 'count'; data: { count: number } } | { event: 'reset'; data: object };

/** A source that emits given messages. */
class FakeSource implements Source {
  readyState = 1;
  private readonly listeners = new Map<string, Parameters<Source['addEventListener']>[1]>();

  addEventListener(type: string, listener: Parameters<Source['addEventListener']>[1]): void {
    this.listeners.set(type, listener);
  }

  emit(type: string, data = '{}', lastEventId = ''): void {
    this.listeners.get(type)?.({ data, lastEventId });
  }
}

describe('a stream', () => {
  const received: unknown[] = [];
  const source = new FakeSource();
  hear<Message>(
    source,
    { count: ({ count }, id) => received.push([count, id]), reset: () => received.push('reset') },
    () => received.push('closed'),
  );
  beforeEach(() => received.splice(0));

  it('delivers each message with its id', () => {
    source.emit('count', '{"count":3}', '12.a');
    source.emit('reset');
    source.emit('unknown');
    expect(received).toEqual([[3, '12.a'], 'reset']);
  });

  it('reports a refusal as closed, but not an interruption', () => {
    source.readyState = 0;
    source.emit('error');
    expect(received).toEqual([]);
    source.readyState = 2;
    source.emit('error');
    expect(received).toEqual(['closed']);
  });
});
