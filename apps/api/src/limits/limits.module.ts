import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module';
import { RateLimits } from './rate-limits';
import { SharedWindows } from './shared-windows';

/** How often somebody may do something. */
@Module({
  imports: [AddressesModule],
  providers: [RateLimits, SharedWindows],
  exports: [RateLimits],
})
export class LimitsModule {}
