import 'reflect-metadata';
import { readConfig } from '#platform/config';
import { runRole } from '#platform/run-role';
import { startService } from './service';
import { welcome } from './welcome';

void runRole('standalone', async (fail) => {
  const service = await startService(readConfig(process.env), fail);
  process.stdout.write(welcome(service));
  return service;
});
