import { Module } from '@nestjs/common';
import { HealthController } from './health.controller';

/** How the service is, for load balancers and operators. */
@Module({
  controllers: [HealthController],
})
export class HealthModule {}
