import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Pool } from 'pg';
import { EventLog } from '#event-store/event-log';
import { type ApiDependencies, apiDependencies } from './api-dependencies.ts';

/** What every area stands on: the database, the log, and whatever else the API was started with. */
@Global()
@Module({})
export class FoundationModule {
  static with(given: ApiDependencies): DynamicModule {
    return {
      module: FoundationModule,
      providers: [
        { provide: Pool, useValue: given.pool },
        { provide: EventLog, useValue: given.eventLog },
        { provide: apiDependencies, useValue: given },
      ],
      exports: [Pool, EventLog, apiDependencies],
    };
  }
}
