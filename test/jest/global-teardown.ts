import { stopSharedKafka } from '../support/kafka/shared-kafka.mjs';
import type { RunGlobals } from './global-setup';

export default async function teardown(): Promise<void> {
  await stopSharedKafka();
  await (globalThis as RunGlobals).stopTestServer?.();
}
