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
  summary: 'Greet a person',
  operands: '<name>',
  options: {
    loudly: { summary: 'in capitals' },
    from: { value: 'name', summary: 'name of the greeter' },
    also: { value: 'name', multiple: true, summary: 'greet this person, too' },
  },
  run: async ({ operands: [name], flag, text, texts, terminal: { print } }) => {
    if (name === undefined) throw new UsedWrongly('expected a name');
    if (name === 'Eve') throw new CannotDo('cannot greet Eve');
    print(
      `${flag('loudly') ? 'HELLO' : 'hello'} ${[name, ...(texts('also') ?? [])].join(' & ')} from ${text('from') ?? 'me'}`,
    );
    return 0;
  },
};
const run = async (...line: string[]): Promise<{ code: number; lines: string[] }> => {
  lines.length = 0;
  return { code: await runLine(line, [greet], { terminal, environment: {} }), lines: [...lines] };
};

describe('a command line', () => {
  it('runs its command with its operands and options', async () => {
    expect(await run('greet', 'Ann', '--loudly', '--from', 'Bert')).toEqual({
      code: 0,
      lines: ['HELLO Ann from Bert'],
    });
  });

  it('passes all values of a repeatable option', async () => {
    expect((await run('greet', 'Ann', '--also', 'Bo', '--also', 'Cy')).lines).toEqual(['hello Ann & Bo & Cy from me']);
  });

  it('exits 2 and prints the usage if it is invalid', async () => {
    const usage = '! usage: colloquy greet <name> [--loudly] [--from <name>] [--also <name>]…';
    expect(await run('greet')).toEqual({ code: 2, lines: ['! expected a name', usage] });
    const { code, lines: printed } = await run('greet', 'Ann', '--softly');
    expect({ code, usage: printed[1] }).toEqual({ code: 2, usage });
    expect(printed[0]).toMatch(/--softly/);
  });

  it('exits 2 for an unknown command, and without a command', async () => {
    expect(await run('insult')).toEqual({
      code: 2,
      lines: ['! Unknown command `insult`. Run `colloquy --help` for a list.'],
    });
    expect((await run()).code).toBe(2);
  });

  it('exits 1 and prints one line if it is refused', async () => {
    expect(await run('greet', 'Eve')).toEqual({ code: 1, lines: ['! cannot greet Eve'] });
  });

  it('shows general help and help of a command before it checks the line', async () => {
    const all = await run('--help');
    expect(all).toMatchObject({ code: 0 });
    expect(all.lines.join()).toMatch(/greet {2}Greet a person/);
    const one = await run('greet', '--help', '--nonsense');
    expect(one.code).toBe(0);
    expect(one.lines.join()).toMatch(/--from <name> {2}name of the greeter/);
  });
});

describe('the commands', () => {
  it('have unique names and one-line summaries', () => {
    expect(new Set(operatorCommands.map(({ name }) => name)).size).toBe(operatorCommands.length);
    for (const { name, summary } of operatorCommands) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(summary).toMatch(/^[^\n]{10,120}$/);
    }
  });
});
