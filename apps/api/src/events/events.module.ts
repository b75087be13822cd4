import { Module } from '@nestjs/common';
import { AsyncApiController } from './async-api.controller';
import { EventsController } from './events.controller';
import { SchemasController } from './schemas.controller';

/** The log, and what is in it, for analysts. */
@Module({
  controllers: [EventsController, SchemasController, AsyncApiController],
})
export class EventsModule {}
