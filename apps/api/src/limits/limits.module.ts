import { Module } from '@nestjs/common';
import { AddressesModule } from '../addresses/addresses.module.ts';
import { RateLimits } from './rate-limits.ts';
import { SharedWindows } from './shared-windows.ts';

/** Rate limits. */
@Module({
  imports: [AddressesModule],
  providers: [RateLimits, SharedWindows],
  exports: [RateLimits],
})
export class LimitsModule {}
