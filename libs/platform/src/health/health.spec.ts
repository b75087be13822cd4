import { Health, type HealthCheck } from './health.ts';
import { readinessBody } from './readiness-body.ts';

const reachable = async (): Promise<void> => undefined;
const stopped = { code: 'projection-stopped', message: 'thread is stopped' };
const check = (read: HealthCheck['read'], more: Partial<HealthCheck> = {}): HealthCheck => ({
  name: 'a part',
  read,
  ...more,
});
const anIsoTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string;

describe('the health of a process', () => {
  it('is ok, with the details of its checks, while there are no reasons', async () => {
    const checks = [check(async () => ({ details: { lag: 0 } })), check(async () => ({ details: { leads: true } }))];
    const report = await new Health(reachable, checks).now();
    expect(report).toEqual({ status: 'ok', reasons: [], details: { lag: 0, leads: true } });
    expect(readinessBody(report)).toEqual({ status: 'ok', database: 'ok', reasons: [], lag: 0, leads: true });
  });

  it('is degraded for each reason of a check, with the time at which it was noticed', async () => {
    const since = '2026-01-02T03:04:05.678Z';
    const health = new Health(reachable, [check(async () => ({ reasons: [stopped, { ...stopped, since }] }))]);
    const { status, reasons } = await health.now();
    expect(status).toBe('degraded');
    expect(reasons).toEqual([
      { ...stopped, since: anIsoTime },
      { ...stopped, since },
    ]);
  });

  it('is unavailable, without details, while the database does not answer', async () => {
    const health = new Health(
      () => Promise.reject(new Error('ECONNREFUSED')),
      [check(async () => ({ details: { lag: 0 } }))],
    );
    const report = await health.now();
    expect(readinessBody(report)).toEqual({
      status: 'unavailable',
      database: 'unavailable',
      reasons: [{ code: 'database-unavailable', message: 'PostgreSQL does not answer.', since: anIsoTime }],
    });
  });

  it('is degraded by a check that fails, with its own reason if it has one', async () => {
    const fail = () => Promise.reject(new Error('select secret from nowhere'));
    const health = new Health(reachable, [check(fail), check(fail, { otherwise: stopped })]);
    const { reasons } = await health.now();
    expect(reasons).toEqual([
      { code: 'details-unavailable', message: expect.stringContaining('“a part”'), since: anIsoTime },
      { ...stopped, since: anIsoTime },
    ]);
    expect(JSON.stringify(reasons)).not.toContain('secret');
  });

  it('is examined once for all who ask within a second', async () => {
    let examined = 0;
    const health = new Health(async () => void examined++, []);
    const reports = await Promise.all([health.now(), health.now()]);
    expect(reports[1]).toBe(reports[0]);
    expect(await health.now()).toBe(reports[0]);
    expect(examined).toBe(1);
  });

  it('does not begin a check again that hangs', async () => {
    let begun = 0;
    const hangs = check(() => {
      begun++;
      return new Promise(() => undefined);
    });
    const health = new Health(reachable, [hangs], { check: 1, database: 1000, fresh: 0 });
    await health.now();
    expect(await health.now()).toMatchObject({ status: 'degraded', reasons: [{ code: 'details-unavailable' }] });
    expect(begun).toBe(1);
  });
});
