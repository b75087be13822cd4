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
  it('is told what it missed before what happens now', () => {
    const to = stream();
    const client = new LiveClient(to);
    client.send('second', 2);
    client.catchUp('first', 1);
    client.send('third', 3);
    expect(to.written).toEqual(['first', 'second', 'third']);
  });

  it('is not told again what it was told while it caught up', () => {
    const to = stream();
    const client = new LiveClient(to);
    client.send('known', 5);
    client.catchUp('all up to five', 5);
    client.send('known', 5);
    expect(to.written).toEqual(['all up to five']);
  });

  it('is told to load again wherever it is, and goes on from there', () => {
    const to = stream();
    const client = new LiveClient(to);
    client.reset('while it caught up', 5);
    client.catchUp('all up to nine', 9);
    client.send('behind', 6);
    client.reset('of a log that went back', 2);
    client.send('known', 2);
    client.send('behind that', 3);
    expect(to.written).toEqual([
      'all up to nine',
      'while it caught up',
      'behind',
      'of a log that went back',
      'behind that',
    ]);
  });

  it('is told nothing more once it was ended, however long its connection stays', () => {
    const to = stream();
    const client = new LiveClient(to);
    client.catchUp('', 1);
    client.end();
    client.send('late', 2);
    client.keepAlive();
    expect(to.written).toEqual([]);
  });

  it('is let go when it takes nothing any more, instead of filling the memory', () => {
    const slow = stream(65 * 1024);
    const client = new LiveClient(slow);
    client.catchUp('', 1);
    client.send('more', 2);
    expect(slow.destroyed).toBe(true);
  });
});
