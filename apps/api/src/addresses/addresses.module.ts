import { Module } from '@nestjs/common';
import { AddressHashes } from './address-hashes.ts';
import { BannedNetworks } from './banned-networks.ts';
import { GuestReporters } from './guest-reporters.ts';
import { Peppers } from './peppers.ts';
import { PostAddresses } from './post-addresses.ts';

/** Hashes of addresses, which are stored for 14 days. */
@Module({
  providers: [AddressHashes, BannedNetworks, GuestReporters, Peppers, PostAddresses],
  exports: [AddressHashes, BannedNetworks, GuestReporters, PostAddresses],
})
export class AddressesModule {}
