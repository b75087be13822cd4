import { Module } from '@nestjs/common';
import { ApiHealth } from './api-health.ts';
import { HealthController } from './health.controller.ts';

/** Health and metrics, for load balancers and operators. */
@Module({
  controllers: [HealthController],
  providers: [ApiHealth],
})
export class HealthModule {}
