import type { Flags } from './postmaster.ts';

/**
 * For one small machine that also runs the service. Durability (fsync, synchronous_commit) stays at PostgreSQL's own
 * default: on.
 */
export const settings: Flags = {
  listen_addresses: '127.0.0.1',
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  maintenance_work_mem: '64MB',
  wal_compression: 'on',
  max_wal_size: '2GB',
  random_page_cost: '1.1', // disks without heads
  jit: 'off', // short indexed queries: compiling them costs more than they do
  max_parallel_workers_per_gather: '0', // needs /dev/shm, of which a container has 64 MB
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C', // whoever starts it reads in its log why it did not come up
  // The log must hold no personal data: a failed statement's text, or its "Key (name)=(…)" details, could be some.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};
