import { Module } from '@nestjs/common';
import { AddressHashes } from './address-hashes';
import { BannedNetworks } from './banned-networks';
import { GuestReporters } from './guest-reporters';
import { Peppers } from './peppers';
import { PostAddresses } from './post-addresses';

/** What is kept of addresses: hashes, for 14 days. */
@Module({
  providers: [AddressHashes, BannedNetworks, GuestReporters, Peppers, PostAddresses],
  exports: [AddressHashes, BannedNetworks, GuestReporters, PostAddresses],
})
export class AddressesModule {}
