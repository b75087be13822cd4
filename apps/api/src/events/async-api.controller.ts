import { Controller } from '@nestjs/common';
import { asyncApiDocument } from '#contracts/async-api';
import { Input, type InputOf } from '../routes/input.ts';
import { Route, contentTypeOf } from '../routes/route.ts';

/** Describes the Kafka topics and their events as an AsyncAPI document. */
@Controller()
export class AsyncApiController {
  private readonly document = JSON.stringify(asyncApiDocument());

  @Route('GET /asyncapi.json')
  asyncApi(@Input() { route, reply }: InputOf<'GET /asyncapi.json'>): string {
    reply.type(contentTypeOf(route));
    return this.document;
  }
}
