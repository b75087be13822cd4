import { getEventListeners } from 'node:events';
import { Alarm } from './alarm.ts';

describe('an alarm', () => {
  const alarm = new Alarm();
  let end: AbortController;
  beforeEach(() => (end = new AbortController()));

  it('ends a pause when it rings', async () => {
    const waited = alarm.wait(60_000, end.signal);
    alarm.ring();
    await waited;
  });

  it('ends the next pause at once if it rang before, and only that one', async () => {
    alarm.ring();
    await alarm.wait(60_000, end.signal);
    const begun = performance.now();
    await alarm.wait(20, end.signal);
    expect(performance.now() - begun).toBeGreaterThan(15);
  });

  it('ends the pause when the signal aborts, or has aborted', async () => {
    const waited = alarm.wait(60_000, end.signal);
    end.abort();
    await waited;
    await alarm.wait(60_000, end.signal);
  });

  it('leaves no listener on the signal after the pause', async () => {
    await alarm.wait(1, end.signal);
    alarm.ring();
    await alarm.wait(1, end.signal);
    expect(getEventListeners(end.signal, 'abort')).toEqual([]);
  });
});
