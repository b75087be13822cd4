import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { until } from '#test/support/time/until';
import { AwaitingFilter } from './awaiting.filter.ts';
import type { ProblemFilter } from './problem.filter.ts';

const reply = () => {
  const raw = { isCut: false, destroy: () => void (raw.isCut = true) };
  return { raw };
};

/** Calls the filter's `catch` as Nest does. */
function caught(filter: ExceptionFilter, response: unknown): unknown {
  const http = { getRequest: () => ({}), getResponse: () => response };
  const host = { switchToHttp: () => http } as unknown as ArgumentsHost;
  return Reflect.apply(filter.catch.bind(filter), undefined, [new Error('first'), host]) as unknown;
}

function filterThat(answer: () => Promise<void>, common: (error: unknown) => void): AwaitingFilter {
  class Filter extends AwaitingFilter {
    protected override answer = answer;
  }
  return new Filter({ answer: common } as unknown as ProblemFilter);
}

describe('an asynchronous exception filter', () => {
  it.each([
    ['rejects', () => Promise.reject(new Error('late'))],
    [
      'throws at once',
      () => {
        throw new Error('early');
      },
    ],
  ])('leaves the answer to the common filter when it %s', async (_how, answer) => {
    const left: unknown[] = [];
    expect(
      caught(
        filterThat(answer, (error) => void left.push(error)),
        reply(),
      ),
    ).toBeUndefined();
    await until('the common filter has it', () => left.length === 1);
    expect(String(left[0])).toMatch(/late|early/);
  });

  it('closes the connection if the common filter fails as well', async () => {
    const response = reply();
    const fails = (): never => {
      throw new Error('no answer');
    };
    caught(
      filterThat(() => Promise.reject(new Error('late')), fails),
      response,
    );
    await until('the connection is closed', () => response.raw.isCut);
  });
});

/** Nest awaits no filter, so the rejection of another kind of filter would be unhandled. */
it('every exception filter is the common one or an AwaitingFilter', () => {
  const api = join(import.meta.dirname, '..');
  const filters = readdirSync(api, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => ({ file, source: readFileSync(join(api, file), 'utf8') }))
    .filter(({ source }) => /@Catch\(|implements .*ExceptionFilter/.test(source));
  expect(filters.map(({ file }) => file).toSorted()).toEqual(
    expect.arrayContaining(['embed/embed-problem.filter.ts', 'http/awaiting.filter.ts', 'http/problem.filter.ts']),
  );
  for (const { file, source } of filters) {
    expect({ file, isAsync: /async catch\(|catch\([^)]*\): Promise/.test(source) }).toEqual({ file, isAsync: false });
    const isCommon = file === 'http/problem.filter.ts' || file === 'http/awaiting.filter.ts';
    if (!isCommon) expect(source).toMatch(/class \w+ extends AwaitingFilter/);
  }
});
