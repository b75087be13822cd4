const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const time = /\d{4}-\d{2}-\d{2}T[\d:.]+Z/g;
/** The time format of RSS. */
const longTime = /\w{3}, \d{2} \w{3} \d{4} [\d:]+ GMT/g;
/** 32 bytes in base64url. */
const secret = /^[\w-]{43}$/;
/** The id of a server-sent event. */
const messageId = /^id: .*$/gm;

/** Fields whose value differs in each run, and the value that examples show instead. */
const replaced: Readonly<Record<string, string | number>> = {
  position: '1042',
  nextAfter: '1042',
  after: '0',
  prev: '1041',
  revision: '0',
  upTo: '1042',
  authorToken: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJndWVzdCJ9.c2lnbmF0dXJl',
  token: 'MTc2MzkwNjg1MQ.c2lnbmF0dXJl',
  nextCursor: 'WyIxMDQyIl0',
  csrfToken: 'c2VjcmV0LW9mLXRoaXMtc2Vzc2lvbg',
  sealed: 'AS1xFkK3JrBEAWJ8qfusMvXIUw',
  oldestAgeSeconds: 95,
  p50Seconds: 95,
  p95Seconds: 240,
};

/** Makes recorded answers the same in each run: ids are numbered in the order of their appearance, times are fixed. */
export function normaliser(url: string): (answer: unknown) => unknown {
  const ids = new Map<string, string>();
  const idOf = (id: string): string => {
    const known = ids.get(id) ?? `019ab0f5-3d1a-7b90-8e24-${String(ids.size + 1).padStart(12, '0')}`;
    ids.set(id, known);
    return known;
  };
  const text = (value: string): string =>
    value
      .replaceAll(url, 'https://comments.example')
      .replace(uuid, idOf)
      .replace(time, '2026-11-23T14:07:31.482Z')
      .replace(longTime, 'Mon, 23 Nov 2026 14:07:31 GMT')
      .replace(messageId, 'id: 1042');
  const normal = (value: unknown, name?: string): unknown => {
    if (typeof value === 'string' && secret.test(value)) return '0123456789abcdefghijklmnopqrstuvwxyz-_ABCDE';
    if (typeof value === 'string') return isReplaced(name) ? replaced[name] : text(value);
    if (typeof value === 'number') return isReplaced(name) ? replaced[name] : value;
    if (Array.isArray(value)) return value.map((one) => normal(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [text(key), normal(inner, isReplaced(name) ? name : key)]),
    );
  };
  return normal;
}

const isReplaced = (name: string | undefined): name is string => name !== undefined && Object.hasOwn(replaced, name);
