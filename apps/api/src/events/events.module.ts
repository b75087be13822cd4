import { Module } from '@nestjs/common';
import { AsyncApiController } from './async-api.controller.ts';
import { EventsController } from './events.controller.ts';
import { SchemasController } from './schemas.controller.ts';

/** The log and its schemas, for analysts. */
@Module({
  controllers: [EventsController, SchemasController, AsyncApiController],
})
export class EventsModule {}
