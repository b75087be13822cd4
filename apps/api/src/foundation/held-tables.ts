import type { HeldTables } from '#platform/held-tables';

/** The API's tables: which columns hold personal data, and whose. */
export const apiTables: HeldTables = {
  identities: { personal: { columns: ['external_key'], as: 'keyed hash', of: [{ kind: 'person', id: 'author_id' }] } },
  kept_restrictions: {
    passing: { columns: ['person'], until: 'until the restriction ends, or the person signs in again' },
    plain: ['kind'],
  },
  post_addresses: {
    personal: {
      columns: ['hash'],
      as: 'keyed hash',
      of: [{ kind: 'comment-author', id: 'comment_id' }],
      atMost: '14 days',
    },
  },
  guest_reporters: {
    personal: { columns: ['hash'], as: 'keyed hash', of: [{ kind: 'person', id: 'reporter_id' }], atMost: '14 days' },
  },
  banned_networks: {
    personal: { columns: ['hash'], as: 'keyed hash', of: [{ kind: 'person', id: 'author_id' }], atMost: '14 days' },
    plain: ['kind'],
  },
  address_peppers: { plain: ['pepper'] },
  rate_limit_windows: { passing: { columns: ['key'], until: 'for a minute or two, as a keyed hash' } },
  recent_texts: { passing: { columns: ['fingerprint'], until: 'for ten minutes, as a keyed hash' } },
  recent_likenesses: { passing: { columns: ['bands', 'author'], until: 'for an hour, as keyed hashes' } },
  link_domains: {
    passing: { columns: ['authors'], until: 'until the day is over, as keyed hashes' },
    plain: ['domain'],
  },
  claims: {
    personal: { columns: ['moderator_name'], of: [{ kind: 'person', id: 'moderator_id' }], atMost: 'minutes' },
  },
  ended_holders: {},
  desk_sessions: {
    passing: { columns: ['sealed'], until: 'until sign-out, 7 days at most, sealed under the browser’s cookie' },
    plain: ['token_hash'],
  },
  desk_links: {
    passing: { columns: ['sealed'], until: 'for ten minutes, sealed under the link' },
    plain: ['token_hash'],
  },
  erasures: { plain: ['requested_by', 'report', 'kept', 'last_error', 'last_step'] },
};
