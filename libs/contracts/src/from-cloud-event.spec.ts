import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type StoredToPublish, toCloudEvent } from './cloud-event.ts';
import { fromCloudEvent, isParked } from './from-cloud-event.ts';
import { contractsFolder } from './generate-schemas.ts';

const label = '0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11.2';
const log = { logId: '0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11', epoch: 2 };
const golden = readdirSync(join(contractsFolder, 'golden')).flatMap((type) =>
  readdirSync(join(contractsFolder, 'golden', type)).map((file) => ({ type, version: Number.parseInt(file, 10) })),
);

function storedOf(type: string, version: number): StoredToPublish {
  const text = readFileSync(join(contractsFolder, 'golden', type, `${version}.json`), 'utf8');
  const { data, personal } = JSON.parse(text) as { data: Record<string, unknown>; personal?: object };
  return {
    position: 9_007_199_254_740_000,
    version: 3,
    eventId: '019ab10d-0b7c-7e65-b3f2-4d9a8c1e7f06',
    type,
    schemaVersion: version,
    siteId: 'default',
    partitionKey: 'default/brücke & more',
    data,
    sealed: personal ? Buffer.from([0, 1, 2, 250, 251, 252]) : null,
    meta: { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
    recordedAt: new Date('2026-11-23T12:00:00.123Z'),
  };
}

describe.each(golden)('a published $type of version $version', ({ type, version }) => {
  it('is read back as it was stored', () => {
    const stored = storedOf(type, version);
    expect(fromCloudEvent(JSON.stringify(toCloudEvent(stored, { log: label, prev: 17 })))).toMatchObject({
      stored,
      prev: 17,
      log,
    });
    expect(
      fromCloudEvent(JSON.stringify(toCloudEvent(stored, { log: label, publicUrl: 'https://news.example' }))),
    ).toMatchObject({
      stored,
      log,
      prev: null,
    });
  });
});

describe('reading a published record', () => {
  const good = toCloudEvent(storedOf('CommentPosted', 1), { log: label });
  const read = (change: object) => () => fromCloudEvent(JSON.stringify({ ...good, ...change }));

  it('accepts an event with an unknown type and unknown attributes', () => {
    expect(read({ type: 'CommentTranslated', newattribute: 1 })()).toMatchObject({
      stored: { type: 'CommentTranslated' },
    });
  });

  it('accepts an event of an older version, which has no `log`', () => {
    expect(read({ log: undefined })().log).toBeNull();
  });

  it('recognises the mark of a new epoch', () => {
    const published = JSON.stringify(toCloudEvent(storedOf('LogEpochBegan', 1), { log: label }));
    const first = { epoch: 1, after: 0 };
    expect(fromCloudEvent(published).mark).toEqual({ after: 48213, epochs: [first, { epoch: 2, after: 48213 }] });
    expect(read({})().mark).toBeNull();
    expect(read({ type: 'LogEpochBegan' })).toThrow(expect.objectContaining({ name: 'NotAnEvent' }));
  });

  it('recognises the stub of a parked event', () => {
    expect(isParked(read({ data: { parked: true, reason: 'too large' } })().stored)).toBe(true);
    expect(isParked(read({})().stored)).toBe(false);
  });

  it.each([
    ['a position that is no number', { position: 'seven' }],
    ['no position', { position: undefined }],
    ['a previous position that is no number', { prev: '-1' }],
    ['a label of no log', { log: 'log.1' }],
    ['no data', { data: null }],
    ['a source that names no site', { source: '/elsewhere' }],
    ['a schema without a version', { dataschema: 'colloquy:/schemas/CommentPosted' }],
    ['another version of CloudEvents', { specversion: '0.3' }],
  ])('refuses %s', (_what, change) => {
    expect(read(change)).toThrow(expect.objectContaining({ name: 'NotAnEvent' }));
  });

  it.each([null, '', 'nonsense', '7', 'null', '[]'])('refuses %j', (value) => {
    expect(() => fromCloudEvent(value)).toThrow(expect.objectContaining({ name: 'NotAnEvent' }));
  });
});
