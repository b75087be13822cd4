import { z } from 'zod';
import { type FieldSchema, FieldSchemaShape, fieldList } from './field-list.ts';

const Message = z.object({
  name: z.string(),
  description: z.string().optional(),
  summary: z.string(),
  bindings: z.object({ kafka: z.object({ key: z.object({ description: z.string() }) }) }),
  payload: z.union([z.object({ schema: FieldSchemaShape }), FieldSchemaShape.transform((schema) => ({ schema }))]),
  examples: z.tuple([z.object({ payload: z.unknown() })]),
});
type Message = z.infer<typeof Message>;

const Reference = z.object({ $ref: z.string() });
const Document = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  channels: z.record(
    z.string(),
    z.object({
      address: z.string(),
      description: z.string(),
      messages: z.record(z.string(), z.union([Reference, Message])),
    }),
  ),
  components: z.object({
    messages: z.record(z.string(), Message),
    schemas: z.object({ headers: z.object({ description: z.string() }) }),
  }),
});
type Document = z.infer<typeof Document>;

const service = 'http://127.0.0.1:3000';

/** The AsyncAPI document as a page in Markdown: its topics, and each event with its fields and its example. */
export function eventReference(asyncApi: unknown): string {
  const document = Document.parse(asyncApi);
  const { info, channels, components } = document;
  const isShared = (name: string): boolean =>
    Object.values(channels).filter(({ messages }) => name in messages).length > 1;
  return [
    '# Event reference',
    `Every topic and event, with its fields. For programs, [/asyncapi.json](${service}/asyncapi.json) has the same as AsyncAPI 3, version ${info.version}.`,
    '[Events](events.md) explains order, repetitions and restored backups. [Analyse](analysing.md) leads to the first event in a program of your own.',
    info.description,
    '## Attributes of every event',
    `Each record is one JSON object with these attributes. ${components.schemas.headers.description} The names of these headers begin with \`ce_\`.`,
    fieldList(attributesOf(document)),
    ...Object.values(channels).flatMap(({ address, description, messages }) => [
      `## Topic \`${address.replace('{prefix}', '<prefix>')}\``,
      description,
      ...Object.entries(messages)
        .filter(([name]) => !isShared(name))
        .flatMap(([name, message]) => section('$ref' in message ? components.messages[name] : message)),
    ]),
    '## In every topic of events',
    ...Object.values(components.messages)
      .filter(({ name }) => isShared(name))
      .flatMap(section),
  ].join('\n\n');
}

function attributesOf({ components }: Document): FieldSchema {
  const [first] = Object.values(components.messages);
  const { data: _, type, ...others } = first?.payload.schema.properties ?? {};
  const anyType = { type: 'string', description: type?.description };
  return { required: first?.payload.schema.required, properties: { type: anyType, ...others } };
}

function section(message: Message | undefined): string[] {
  if (!message) return [];
  const { name, summary, description = summary, bindings, payload, examples } = message;
  const { data = payload.schema } = payload.schema.properties ?? {};
  const personal = data.$defs?.['personal'];
  return [
    `### \`${name}\``,
    description,
    `Key of the record: ${bindings.kafka.key.description.replace(/^\{.*\}$/, '`$&`')}.${schemaLink(data)}`,
    fieldList(data),
    ...(personal ? ['Encrypted in `sealed`:', fieldList(personal)] : []),
    'Example:',
    `\`\`\`json\n${JSON.stringify(examples[0].payload, null, 2)}\n\`\`\``,
  ];
}

const schemaLink = ({ $id }: FieldSchema): string =>
  $id === undefined ? '' : ` [JSON Schema of \`data\`](${service}${$id}).`;
