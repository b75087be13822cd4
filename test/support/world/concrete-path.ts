const nobodysId = '01890000-0000-7000-8000-000000000000';

/** An address that a route's pattern matches; whatever an id in it names, nobody made it. */
export const concretePath = (pattern: string, { site = 'default', article = 'door' } = {}): string =>
  pattern
    .replace(':site', site)
    .replace(':article', article)
    .replace(':queue', 'pending')
    .replace('*', 'queues/pending')
    .replace(':kind', 'banned')
    .replace(/:\w+/g, nobodysId);
