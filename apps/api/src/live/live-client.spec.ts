import { LiveClient } from './live-client.ts';

const stream = (writableLength = 0) => {
  const written: string[] = [];
  return {
    written,
    destroyed: false,
    writableLength,
    write(text: string): boolean {
      written.push(text);
      return true;
    },
    destroy() {
      this.destroyed = true;
      return this as never;
    },
    end: () => undefined as never,
  };
};

describe('a live client', () => {
  it('gets missed messages before new ones', () => {
    const to = stream();
    const client = new LiveClient(to);
    client.send('second', 2);
    client.catchUp('first', 1);
    client.send('third', 3);
    expect(to.written).toEqual(['first', 'second', 'third']);
  });

  it('gets no message that catching up already covered', () => {
    const to = stream();
    const client = new LiveClient(to);
    client.send('known', 5);
    client.catchUp('all up to five', 5);
    client.send('known', 5);
    expect(to.written).toEqual(['all up to five']);
  });

  it('gets a reset at any position, and continues from the position of the reset', () => {
    const to = stream();
    const client = new LiveClient(to);
    client.reset('while it caught up', 5);
    client.catchUp('all up to nine', 9);
    client.send('after the reset', 6);
    client.reset('of a log that went back', 2);
    client.send('known', 2);
    client.send('after that', 3);
    expect(to.written).toEqual([
      'all up to nine',
      'while it caught up',
      'after the reset',
      'of a log that went back',
      'after that',
    ]);
  });

  it('gets nothing after its end, even while the connection stays open', () => {
    const to = stream();
    const client = new LiveClient(to);
    client.catchUp('', 1);
    client.end();
    client.send('late', 2);
    client.keepAlive();
    expect(to.written).toEqual([]);
  });

  it('is disconnected when it stops reading, to bound the memory', () => {
    const slow = stream(65 * 1024);
    const client = new LiveClient(slow);
    client.catchUp('', 1);
    client.send('more', 2);
    expect(slow.destroyed).toBe(true);
  });
});
