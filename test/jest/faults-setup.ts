import { build } from '../support/processes/service-process.ts';
import setup from './global-setup.ts';

/** Builds the services once, because fault specs run the built services. */
export default async function setupFaults(): Promise<void> {
  build();
  await setup();
}
