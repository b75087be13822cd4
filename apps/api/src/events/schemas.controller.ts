import { Controller, Get, Header, Param } from '@nestjs/common';
import { z } from 'zod';
import { eventJsonSchema } from '#contracts/event-json-schema';
import { Refusal } from '#contracts/refusal';
import { Route } from '../routes/access';

/** The JSON Schema of each event and version, where every CloudEvent's `dataschema` points. */
@Controller('schemas')
export class SchemasController {
  @Get(':type/:file')
  @Header('content-type', 'application/schema+json; charset=utf-8')
  @Route({
    access: 'public',
    summary: 'The JSON Schema of an event',
    tag: 'Analysts',
    cache: 'public, max-age=86400',
    limited: 'read',
    answers: { 200: z.record(z.string(), z.unknown()) },
  })
  schema(@Param('type') type: string, @Param('file') file: string) {
    const [, version] = /^(\d+)\.json$/.exec(file) ?? [];
    const schema = version === undefined ? undefined : eventJsonSchema(type, Number(version));
    if (!schema) throw new Refusal('not-found');
    return JSON.stringify(schema);
  }
}
