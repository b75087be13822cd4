import { Returned } from './returned.ts';

describe('comments whose decisions were undone', () => {
  it('are brought back by the page that works their queue: the newest last, of one batch its first', () => {
    const returned = new Returned();
    returned.add('default', ['a']);
    returned.add('default', ['b', 'c']);
    returned.add('sport', ['d']);
    expect(returned.take('default', 'pending')).toEqual(['a', 'c', 'b']);
    expect(returned.take('default', 'pending')).toEqual([]);
    expect(returned.take('sport', 'reported')).toEqual(['d']);
  });

  it('wait for the page of their own queue once it is known', () => {
    const returned = new Returned();
    returned.add('default', ['a']);
    const [id = ''] = returned.take('default', 'pending');
    returned.add('default', [id], 'reported');
    expect(returned.take('default', 'pending')).toEqual([]);
    expect(returned.take('default', 'reported')).toEqual(['a']);
  });

  it('are told of to the page that is there, and to none that was left', () => {
    const returned = new Returned();
    const told: string[] = [];
    const stop = returned.listen(() => told.push('first'));
    returned.add('default', ['a']);
    returned.add('default', ['b'], 'reported');
    returned.listen(() => told.push('second'));
    stop();
    returned.add('default', ['c']);
    expect(told).toEqual(['first', 'second']);
  });
});
