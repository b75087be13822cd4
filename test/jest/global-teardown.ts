import { stopSharedKafka } from '../support/kafka/shared-kafka.mjs';
import type { RunGlobals } from './global-setup.ts';

export default async function teardown(): Promise<void> {
  await stopSharedKafka();
  await (globalThis as RunGlobals).stopTestServer?.();
}
