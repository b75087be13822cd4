import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.ts';
import { RefusalLog } from './refusal-log.ts';

/** The log of refused requests. */
@Module({
  imports: [IdentityModule],
  providers: [RefusalLog],
})
export class AuditModule {}
