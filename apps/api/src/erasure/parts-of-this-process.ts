import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { EventLog } from '#event-store/event-log';
import { BannedNetworks } from '../addresses/banned-networks.ts';
import { CommandExecutor } from '../commands/command-executor.ts';
import { SettingsCache } from '../commands/settings-cache.ts';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { Identities } from '../identity/identities.ts';
import { KeptRestrictions } from '../identity/kept-restrictions.ts';
import { ReadModelFollower } from '../reading/read-model-follower.ts';
import type { ErasureParts } from './erasure-run.ts';
import { personalReadModels } from './readable-rows.ts';

/** The services for erasures in an API process, which also has caches to clear. */
@Injectable()
export class PartsOfThisProcess implements ErasureParts {
  readonly logger: ApiDependencies['logger'];

  constructor(
    readonly pool: Pool,
    readonly log: EventLog,
    readonly executor: CommandExecutor,
    readonly settings: SettingsCache,
    readonly identities: Identities,
    readonly kept: KeptRestrictions,
    readonly networks: BannedNetworks,
    private readonly follower: ReadModelFollower,
    @Given() { logger }: Pick<ApiDependencies, 'logger'>,
  ) {
    this.logger = logger;
  }

  settled(position: number): Promise<boolean> {
    return this.follower.reached(position, personalReadModels);
  }
}
