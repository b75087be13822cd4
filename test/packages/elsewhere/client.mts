// A stranger's program: posts a comment, and reads the thread that it is in.
import { clientOf } from '@colloquy/client/client';

const [base = ''] = process.argv.slice(2);
const { call } = clientOf({ base });
const params = { site: 'default', article: 'harbour-bridge' };

const posted = await call('POST /v1/sites/:site/articles/:article/comments', {
  params,
  body: { body: 'Is anybody there?', author: { name: 'A stranger' } },
});
if (!posted.ok) throw new Error(posted.problem.title);

const query = { after: posted.value.position ?? undefined };
const thread = await call('GET /v1/sites/:site/articles/:article/comments', { params, query });
if (!thread.ok) throw new Error(thread.problem.title);
for (const { body, author } of thread.value.comments) process.stdout.write(`${author?.name}: ${body}\n`);

const missing = await call('GET /v1/sites/:site/articles/:article', { params: { ...params, site: 'nowhere' } });
process.stdout.write(`${missing.problem?.code}\n`);

const alone = { site: 'default' };
// @ts-expect-error there is no such route
export const mistyped = (): unknown => call('GET /v1/sites/:site/article/:article', { params });
// @ts-expect-error a thread is of an article
export const incomplete = (): unknown => call('GET /v1/sites/:site/articles/:article', { params: alone });
