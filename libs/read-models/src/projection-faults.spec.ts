import { projectionFaults } from './projection-faults.ts';
import type { ProjectionHealth } from './projections-health.ts';

const fine: ProjectionHealth = { status: 'active', lag: 3, stalled: false };
const stalled: ProjectionHealth = { ...fine, stalled: true };
const stopped: ProjectionHealth = { ...fine, status: 'stopped', stalled: true };
const rebuilding: ProjectionHealth = { ...fine, outdated: true, rebuilding: { attempts: 0 } };
const failing: ProjectionHealth = { ...rebuilding, rebuilding: { attempts: 2, lastError: 'RangeError' } };

describe('the faults of projections', () => {
  it('are none while they are active or being rebuilt', () => {
    expect(projectionFaults({ thread: fine, article: rebuilding })).toEqual([]);
  });

  it('name the read models of each fault, and a stopped one once', () => {
    expect(projectionFaults({ thread: stopped, article: stalled, queue: stalled, stats: failing })).toEqual([
      { code: 'projection-stopped', message: expect.stringMatching(/: thread\. To end it, .*projector:resume/) },
      { code: 'projection-stalled', message: expect.stringContaining(': article, queue.') },
      { code: 'rebuild-failing', message: expect.stringContaining(': stats.') },
    ]);
  });
});
