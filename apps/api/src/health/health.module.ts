import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.ts';

/** Health and metrics, for load balancers and operators. */
@Module({
  controllers: [HealthController],
})
export class HealthModule {}
