import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Pool } from 'pg';
import { EventLog } from '#event-store/event-log';
import { type ApiDependencies, apiDependencies } from './api-dependencies.ts';

/** Provides every area with the database, the log and the other ApiDependencies. */
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
