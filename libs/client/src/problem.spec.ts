import { problemOf } from './problem.ts';

const answered = (body: string, status = 502): Promise<unknown> => problemOf(new Response(body, { status }));

describe('an error response', () => {
  it('has the fields of its problem document', async () => {
    const document = { type: '/docs/problems#not-found', title: 'Not found', detail: 'No such comment.' };
    expect(await answered(JSON.stringify(document), 404)).toMatchObject({
      code: 'not-found',
      title: 'Not found',
      detail: 'No such comment.',
      status: 404,
    });
  });

  it.each(['<html>', '', 'null', '7', '"text"', '[]', '{"type":7}', '{"type":"about:blank"}'])(
    'is `internal` if a proxy responds with %s',
    async (body) => {
      expect(await answered(body)).toMatchObject({ code: 'internal', status: 502 });
    },
  );

  it('is `unauthenticated` with status 401', async () => {
    expect(await answered('', 401)).toMatchObject({ code: 'unauthenticated' });
  });
});
