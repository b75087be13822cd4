import { commandIn, operatorCommand } from './operator-command.ts';

describe('the command that a message names', () => {
  it('is run by npm in a checkout', () => {
    expect(operatorCommand('desk-link --name Ada')).toBe('npm run -s colloquy -- desk-link --name Ada');
  });

  it('is on the path in the image', () => {
    expect(commandIn('resume thread', false)).toBe('colloquy resume thread');
  });
});
