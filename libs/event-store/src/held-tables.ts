import type { HeldTables } from '#platform/held-tables';

/** The personal and other data in the tables of the log. */
export const eventStoreTables: HeldTables = {
  events: {
    personal: {
      columns: ['sealed'],
      as: 'sealed',
      of: [{ kind: 'comment-author', id: 'stream_id', writer: 'subject_id' }],
    },
    plain: ['type', 'partition_key', 'data', 'meta'],
  },
  idempotency_keys: {
    passing: { columns: ['key'], until: 'for 24 hours, as a client sent it' },
    plain: ['scope', 'request_hash', 'result'],
  },
  subject_keys: { plain: ['wrapped_key', 'wrapping_key_id'] },
  wrapping_key: { plain: ['key_id'] },
  derivation_root: { plain: ['wrapped_key'] },
  log_epochs: { plain: ['reason'] },
};
