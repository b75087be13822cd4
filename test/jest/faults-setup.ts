import { build } from '../support/processes/service-process.ts';
import setup from './global-setup.ts';

/** The failures happen to the services as they are built: once, before all of them. */
export default async function setupFaults(): Promise<void> {
  build();
  await setup();
}
