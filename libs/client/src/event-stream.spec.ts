import { type Source, hear } from './event-stream.ts';

type Message = { event: 'count'; data: { count: number } } | { event: 'reset'; data: object };

/** A source that says what it is told to. */
class Speaking implements Source {
  readyState = 1;
  private readonly listeners = new Map<string, Parameters<Source['addEventListener']>[1]>();

  addEventListener(type: string, listener: Parameters<Source['addEventListener']>[1]): void {
    this.listeners.set(type, listener);
  }

  say(type: string, data = '{}', lastEventId = ''): void {
    this.listeners.get(type)?.({ data, lastEventId });
  }
}

describe('a stream', () => {
  const heard: unknown[] = [];
  const source = new Speaking();
  hear<Message>(source, { count: ({ count }, id) => heard.push([count, id]), reset: () => heard.push('reset') }, () =>
    heard.push('closed'),
  );
  beforeEach(() => heard.splice(0));

  it('tells each message, with where a later one goes on', () => {
    source.say('count', '{"count":3}', '12.a');
    source.say('reset');
    source.say('unheard');
    expect(heard).toEqual([[3, '12.a'], 'reset']);
  });

  it('is closed once it was refused, not while it is only interrupted', () => {
    source.readyState = 0;
    source.say('error');
    expect(heard).toEqual([]);
    source.readyState = 2;
    source.say('error');
    expect(heard).toEqual(['closed']);
  });
});
