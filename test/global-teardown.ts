import type { RunGlobals } from './global-setup';

export default async function teardown(): Promise<void> {
  await (globalThis as RunGlobals).stopTestServer?.();
}
