import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.ts';

/** How the service is, for load balancers and operators. */
@Module({
  controllers: [HealthController],
})
export class HealthModule {}
