import { ProgressReport } from './progress-report.ts';

function report(isTTY: boolean) {
  const written: string[] = [];
  let now = 1_000_000;
  const output = { isTTY, write: (text: string) => written.push(text) };
  const shown = new ProgressReport(output, 'Rebuilding thread', () => now);
  return { written, shown, pass: (milliseconds: number) => (now += milliseconds) };
}

describe('the progress of a rebuild', () => {
  it('is one changing line on a terminal', () => {
    const { written, shown, pass } = report(true);
    pass(2000);
    shown.show({ events: 50_000, position: 60_000, head: 240_000 });
    pass(6000);
    shown.end('done');
    expect(written).toEqual([
      '\rRebuilding thread: 25 %, 50,000 events, 25,000 events/s, 6 s left\u001b[K',
      '\r\u001b[KRebuilding thread: done (8.0 s)\n',
    ]);
  });

  it('is a line every five seconds without a terminal', () => {
    const { written, shown, pass } = report(false);
    for (let second = 1; second <= 12; second++) {
      pass(1000);
      shown.show({ events: 1000 * second, position: 1000 * second, head: 20_000 });
    }
    shown.end('done');
    expect(written).toEqual([
      'Rebuilding thread: 5 %, 1,000 events, 1,000 events/s, 19 s left\n',
      'Rebuilding thread: 30 %, 6,000 events, 1,000 events/s, 14 s left\n',
      'Rebuilding thread: 55 %, 11,000 events, 1,000 events/s, 9 s left\n',
      'Rebuilding thread: done (12.0 s)\n',
    ]);
  });

  it('stays at 100 % if the log grows meanwhile', () => {
    const { written, shown, pass } = report(true);
    pass(1000);
    shown.show({ events: 10, position: 30, head: 20 });
    expect(written[0]).toContain('100 %');
    expect(written[0]).toContain(' 0 s left');
  });
});
