import { Controller, Get, Header } from '@nestjs/common';
import { z } from 'zod';
import { asyncApiDocument } from '#contracts/async-api';
import { Route } from '../routes/access';

/** The Kafka topics and their events, for tools that know AsyncAPI. */
@Controller()
export class AsyncApiController {
  private readonly document = JSON.stringify(asyncApiDocument());

  @Get('asyncapi.json')
  @Header('content-type', 'application/json; charset=utf-8')
  @Route({
    access: 'public',
    summary: 'The Kafka topics and their events, as AsyncAPI 3',
    tag: 'Analysts',
    cache: 'public, max-age=3600',
    unlimited: 'a document in memory',
    answers: { 200: z.record(z.string(), z.unknown()) },
  })
  asyncApi() {
    return this.document;
  }
}
