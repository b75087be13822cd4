// colloquy <command>; in a checkout: npm run -s colloquy -- <command>
import 'reflect-metadata';
import { operatorCommands } from './commands.ts';
import { runLine } from './line/run-command.ts';
import { processTerminal } from './line/terminal.ts';

void runLine(process.argv.slice(2), operatorCommands, { terminal: processTerminal, environment: process.env }).then(
  (code) => void (process.exitCode = code),
);
