import type { Flags } from './postmaster.ts';

/**
 * Settings for one small machine that also runs the service. Durability (fsync, synchronous_commit) keeps PostgreSQL's
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
  random_page_cost: '1.1', // solid-state disks
  jit: 'off', // compiling short indexed queries costs more than running them
  max_parallel_workers_per_gather: '0', // needs /dev/shm, of which a container has 64 MB
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C', // the log is searched for the reason of a failed start
  // The log must not contain personal data, which the text of a failed statement or "Key (name)=(…)" details may
  // include.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};
