// colloquy <command>; in a checkout: npm run -s colloquy -- <command>
import 'reflect-metadata';
import { operatorCommands } from './commands';
import { runLine } from './line/run-command';
import { processTerminal } from './line/terminal';

void runLine(process.argv.slice(2), operatorCommands, { terminal: processTerminal, environment: process.env }).then(
  (code) => void (process.exitCode = code),
);
