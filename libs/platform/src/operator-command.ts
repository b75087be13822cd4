import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** In a checkout, the scripts are next to the program, three or four levels up; the image does not contain them. */
const isCheckout = ['../../..', '../../../..'].some((up) =>
  existsSync(join(import.meta.dirname, up, 'scripts/run.mjs')),
);

/** How an operator runs a command of `colloquy` here, for messages that name one. */
export const operatorCommand = (command: string): string => commandIn(command, isCheckout);

/** The same for a checkout, where npm runs the program, or for the image, which has it on its path. */
export const commandIn = (command: string, inCheckout: boolean): string =>
  `${inCheckout ? 'npm run -s colloquy --' : 'colloquy'} ${command}`;
