import 'reflect-metadata';
import { readConfig } from '#platform/config';
import { runRole } from '#platform/run-role';
import { startService } from './service.ts';
import { welcome } from './welcome.ts';

void runRole('standalone', async (fail) => {
  const service = await startService(readConfig(process.env), fail);
  process.stdout.write(welcome(service));
  return service;
});
