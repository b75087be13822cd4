import { CannotDo } from '#platform/cannot-do';
import type { OperatorCommand } from './command.ts';
import { UsedWrongly } from './failures.ts';
import { operatorCommands } from '../commands.ts';
import { runLine } from './run-command.ts';

const lines: string[] = [];
const terminal = {
  print: (line: string) => void lines.push(line),
  say: (line: string) => void lines.push(`! ${line}`),
  confirm: () => Promise.resolve(true),
};
const greet: OperatorCommand = {
  name: 'greet',
  summary: 'Greet somebody',
  operands: '<name>',
  options: {
    loudly: { summary: 'in capitals' },
    from: { value: 'whom', summary: 'who greets' },
    also: { value: 'name', multiple: true, summary: 'and these' },
  },
  run: async ({ operands: [name], flag, text, texts, terminal: { print } }) => {
    if (name === undefined) throw new UsedWrongly('expected a name');
    if (name === 'Eve') throw new CannotDo('Eve is not greeted');
    print(
      `${flag('loudly') ? 'HELLO' : 'hello'} ${[name, ...(texts('also') ?? [])].join(' & ')} from ${text('from') ?? 'nobody'}`,
    );
    return 0;
  },
};
const run = async (...line: string[]): Promise<{ code: number; lines: string[] }> => {
  lines.length = 0;
  return { code: await runLine(line, [greet], { terminal, environment: {} }), lines: [...lines] };
};

describe('a line of the program', () => {
  it('runs its command with what it was given', async () => {
    expect(await run('greet', 'Ann', '--loudly', '--from', 'Bert')).toEqual({
      code: 0,
      lines: ['HELLO Ann from Bert'],
    });
  });

  it('gives all values of an option that may come several times', async () => {
    expect((await run('greet', 'Ann', '--also', 'Bo', '--also', 'Cy')).lines).toEqual([
      'hello Ann & Bo & Cy from nobody',
    ]);
  });

  it('ends with 2 and the usage where it is used wrongly', async () => {
    const usage = '! usage: colloquy greet <name> [--loudly] [--from <whom>] [--also <name>]…';
    expect(await run('greet')).toEqual({ code: 2, lines: ['! expected a name', usage] });
    const { code, lines: said } = await run('greet', 'Ann', '--softly');
    expect({ code, usage: said[1] }).toEqual({ code: 2, usage });
    expect(said[0]).toMatch(/--softly/);
  });

  it('ends with 2 for a command that there is not, and without one', async () => {
    expect(await run('insult')).toEqual({
      code: 2,
      lines: ['! there is no command insult: `colloquy --help` lists them'],
    });
    expect((await run()).code).toBe(2);
  });

  it('ends with 1 and one line where it is refused', async () => {
    expect(await run('greet', 'Eve')).toEqual({ code: 1, lines: ['! Eve is not greeted'] });
  });

  it('shows help of everything, and of each command, before anything is read', async () => {
    const all = await run('--help');
    expect(all).toMatchObject({ code: 0 });
    expect(all.lines.join()).toMatch(/greet {2}Greet somebody/);
    const one = await run('greet', '--help', '--nonsense');
    expect(one.code).toBe(0);
    expect(one.lines.join()).toMatch(/--from <whom> {2}who greets/);
  });
});

describe('the commands', () => {
  it('have names of their own, and a summary of one line', () => {
    expect(new Set(operatorCommands.map(({ name }) => name)).size).toBe(operatorCommands.length);
    for (const { name, summary } of operatorCommands) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(summary).toMatch(/^[^\n]{10,120}$/);
    }
  });
});
