import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.ts';
import { RefusalLog } from './refusal-log.ts';

/** What is logged of requests that were refused. */
@Module({
  imports: [IdentityModule],
  providers: [RefusalLog],
})
export class AuditModule {}
