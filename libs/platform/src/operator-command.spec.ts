import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operatorCommand } from './operator-command.ts';

describe('the line that runs a command of colloquy', () => {
  it.each([
    ['doctor', 'npm run doctor'],
    ['resume thread', 'npm run projector:resume -- thread'],
    ['park 7 --reason "too large"', 'npm run relay:park -- 7 --reason "too large"'],
    ['restore', 'npm run -s colloquy -- restore'],
  ])('runs `%s` in a checkout with its npm script, or else with that of the program', (command, line) => {
    expect(operatorCommand(command)).toBe(line);
  });

  it('is the program itself in the image, which has a package.json but no scripts', () => {
    const image = mkdtempSync(join(tmpdir(), 'operator-command-'));
    cpSync(join(import.meta.dirname, '../../../package.json'), join(image, 'package.json'));
    expect(operatorCommand('resume thread', image)).toBe('colloquy resume thread');
    rmSync(image, { recursive: true });
  });
});
