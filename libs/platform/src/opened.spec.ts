import { whileOpen } from './opened.ts';

describe('a list of opened resources', () => {
  let closed: string[];
  beforeEach(() => (closed = []));
  const closing = (name: string) => async (): Promise<void> => void closed.push(name);

  it('is closed in reverse when the work succeeds', async () => {
    const answer = await whileOpen(async (opened) => {
      opened.add(closing('database'));
      opened.add(closing('log'));
      return 'done';
    });
    expect(answer).toBe('done');
    expect(closed).toEqual(['log', 'database']);
  });

  it('is closed when the work fails, and the failure is thrown', async () => {
    const work = whileOpen(async (opened) => {
      opened.add(closing('database'));
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(closed).toEqual(['database']);
  });

  it('is closed completely, even if one of them fails to close', async () => {
    const work = whileOpen(async (opened) => {
      opened.add(closing('database'));
      opened.add(() => Promise.reject(new Error('stuck')));
      opened.add(closing('log'));
    });
    await expect(work).rejects.toThrow('stuck');
    expect(closed).toEqual(['log', 'database']);
  });
});
