import { Controller } from '@nestjs/common';
import { eventJsonSchema } from '#contracts/event-json-schema';
import { Refusal } from '#contracts/refusal';
import { Input, type InputOf } from '../routes/input.ts';
import { Route, contentTypeOf } from '../routes/route.ts';

/** Serves the JSON Schema of each event version, to which the `dataschema` of CloudEvents points. */
@Controller()
export class SchemasController {
  @Route('GET /schemas/:type/:file')
  schema(@Input() { route, params, reply }: InputOf<'GET /schemas/:type/:file'>): string {
    const schema = eventJsonSchema(params.type, params.file);
    if (!schema) throw new Refusal('not-found');
    reply.type(contentTypeOf(route));
    return JSON.stringify(schema);
  }
}
