const nobodysId = '01890000-0000-7000-8000-000000000000';

/** A path that matches a route's pattern. Ids in it belong to nothing that exists. */
export const concretePath = (pattern: string, { site = 'default', article = 'door' } = {}): string =>
  pattern
    .replace(':site', site)
    .replace(':article', article)
    .replace(':queue', 'pending')
    .replace('*', 'queues/pending')
    .replace(':kind', 'banned')
    .replace(/:\w+/g, nobodysId);
