import { problemOf } from './problem.ts';

const answered = (body: string, status = 502): Promise<unknown> => problemOf(new Response(body, { status }));

describe('an answer that is no good one', () => {
  it('is what its problem document says', async () => {
    const document = { type: '/docs/problems#not-found', title: 'Not found', detail: 'No such comment.' };
    expect(await answered(JSON.stringify(document), 404)).toMatchObject({
      code: 'not-found',
      title: 'Not found',
      detail: 'No such comment.',
      status: 404,
    });
  });

  it.each(['<html>', '', 'null', '7', '"text"', '[]', '{"type":7}', '{"type":"about:blank"}'])(
    'is a fault of the other side where whoever stands between says %s',
    async (body) => {
      expect(await answered(body)).toMatchObject({ code: 'internal', status: 502 });
    },
  );

  it('asks for a sign-in where it has the status of one', async () => {
    expect(await answered('', 401)).toMatchObject({ code: 'unauthenticated' });
  });
});
