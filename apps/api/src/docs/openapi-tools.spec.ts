import { Validator } from '@seriousme/openapi-schema-validator';
import openapiTypescript, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { openApiDocument } from './openapi.ts';
import type { SchemaNode } from './named-schemas.ts';

const document = (changed: SchemaNode = {}): SchemaNode =>
  JSON.parse(JSON.stringify({ ...openApiDocument('0'), ...changed })) as SchemaNode;

/** Somebody's program, as they would write it by the types that were made for them; and what does not compile in it. */
const program = `
import type { components, operations, paths } from './api';

type Queue = paths['/v1/sites/{site}/moderation/queues/{queue}']['get'];
export const asked: Queue['parameters'] = { path: { site: 'default', queue: 'pending' }, query: { after: '7' } };
export const first = (page: components['schemas']['Queue']): string | undefined => page.items[0]?.comment.id;
export const replies = (comment: components['schemas']['Comment']): number => comment.replies?.[0]?.replies?.length ?? 0;
type Post = operations['Comments_post'];
export const sent: NonNullable<Post['requestBody']>['content']['application/json'] = { body: 'Hello' };
export const csv: operations['Stats_csv']['responses'][200]['content']['text/csv'] = 'day,queue';
// @ts-expect-error no such path
export type Nothing = paths['/v1/nothing'];
// @ts-expect-error no such queue
export const queue: components['schemas']['QueueName'] = 'other';
// @ts-expect-error no such field
export const likes = (comment: components['schemas']['Comment']): number => comment.hearts;
`;

/** What the compiler says of a program beside the types. */
function complaints(types: string, source: string): string[] {
  const files: Readonly<Record<string, string>> = { '/api.d.ts': types, '/program.ts': source };
  const options: ts.CompilerOptions = { strict: true, noEmit: true, lib: ['lib.es5.d.ts'], types: [] };
  const host = ts.createCompilerHost(options);
  const beside: ts.CompilerHost = {
    ...host,
    getSourceFile(name, ...rest) {
      const text = files[name];
      return text === undefined ? host.getSourceFile(name, ...rest) : ts.createSourceFile(name, text, rest[0]);
    },
    fileExists: (name) => name in files || host.fileExists(name),
  };
  const compiled = ts.createProgram(Object.keys(files), options, beside);
  return ts.getPreEmitDiagnostics(compiled).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('the description of the API, read by the tools of others', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(document());
    expect({ valid, errors, version: validator.version }).toEqual({ valid: true, errors: undefined, version: '3.1' });
  });

  it('is looked at by a validator that finds mistakes', async () => {
    const [path, operation] = ['/v1/sites', { get: { parameters: [{ name: 'site', in: 'path' }], responses: {} } }];
    expect((await new Validator().validate(document({ paths: { [path]: operation } }))).valid).toBe(false);
    const lost = { paths: { [path]: { $ref: '#/components/pathItems/nowhere' } }, info: { title: 'x' } };
    expect((await new Validator().validate(document(lost))).valid).toBe(false);
  });

  it('becomes types that a program is checked by', async () => {
    const types = astToString(await openapiTypescript(JSON.stringify(openApiDocument('0')), { silent: true }));
    expect(complaints(types, program)).toEqual([]);
  });
});
