import { Validator } from '@seriousme/openapi-schema-validator';
import openapiTypescript, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { openApiDocument } from './openapi.ts';
import type { SchemaNode } from './named-schemas.ts';

const document = (changed: SchemaNode = {}): SchemaNode =>
  JSON.parse(JSON.stringify({ ...openApiDocument('0'), ...changed })) as SchemaNode;

/** A client's program with types that are generated from the description, and lines that must not compile. */
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

/** The compiler's messages for a program that imports the types. */
function complaints(types: string, source: string): string[] {
  const files: Readonly<Record<string, string>> = { '/api.d.ts': types, '/program.ts': source };
  const options: ts.CompilerOptions = { strict: true, noEmit: true, lib: ['lib.es5.d.ts'], types: [] };
  const host = ts.createCompilerHost(options);
  const withFiles: ts.CompilerHost = {
    ...host,
    getSourceFile(name, ...rest) {
      const text = files[name];
      return text === undefined ? host.getSourceFile(name, ...rest) : ts.createSourceFile(name, text, rest[0]);
    },
    fileExists: (name) => name in files || host.fileExists(name),
  };
  const compiled = ts.createProgram(Object.keys(files), options, withFiles);
  return ts.getPreEmitDiagnostics(compiled).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('the OpenAPI document in independent tools', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(document());
    expect({ valid, errors, version: validator.version }).toEqual({ valid: true, errors: undefined, version: '3.1' });
  });

  it('is checked by a validator that finds mistakes', async () => {
    const [path, operation] = ['/v1/sites', { get: { parameters: [{ name: 'site', in: 'path' }], responses: {} } }];
    expect((await new Validator().validate(document({ paths: { [path]: operation } }))).valid).toBe(false);
    const lost = { paths: { [path]: { $ref: '#/components/pathItems/nowhere' } }, info: { title: 'x' } };
    expect((await new Validator().validate(document(lost))).valid).toBe(false);
  });

  it('generates TypeScript types that check a program', async () => {
    const types = astToString(await openapiTypescript(JSON.stringify(openApiDocument('0')), { silent: true }));
    expect(complaints(types, program)).toEqual([]);
  });
});
