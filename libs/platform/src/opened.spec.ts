import { whileOpen } from './opened.ts';

describe('what was opened', () => {
  let closed: string[];
  beforeEach(() => (closed = []));
  const closing = (name: string) => async (): Promise<void> => void closed.push(name);

  it('is closed in reverse when the work is done', async () => {
    const answer = await whileOpen(async (opened) => {
      opened.add(closing('database'));
      opened.add(closing('log'));
      return 'done';
    });
    expect(answer).toBe('done');
    expect(closed).toEqual(['log', 'database']);
  });

  it('is closed when the work fails, which is what is told', async () => {
    const work = whileOpen(async (opened) => {
      opened.add(closing('database'));
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(closed).toEqual(['database']);
  });

  it('is closed to the last, also where one of them does not close', async () => {
    const work = whileOpen(async (opened) => {
      opened.add(closing('database'));
      opened.add(() => Promise.reject(new Error('stuck')));
      opened.add(closing('log'));
    });
    await expect(work).rejects.toThrow('stuck');
    expect(closed).toEqual(['log', 'database']);
  });
});
