import { createContext } from 'preact';
import type { CommandName } from './commands.ts';

/** Handlers that are active together: those of the page, or those of the dialog on top of it. */
export class Scope {
  private readonly handlers = new Map<CommandName, (() => void)[]>();

  /** The newest handler of a command is the one that is asked. Returns what takes it away again. */
  on(name: CommandName, run: () => void): () => void {
    this.handlers.set(name, [...(this.handlers.get(name) ?? []), run]);
    return () => {
      const left = (this.handlers.get(name) ?? []).filter((one) => one !== run);
      if (left.length > 0) this.handlers.set(name, left);
      else this.handlers.delete(name);
    };
  }

  of(name: CommandName): (() => void) | undefined {
    return this.handlers.get(name)?.at(-1);
  }
}

/** The scope of what is drawn inside a dialog; the page's own otherwise. */
export const InScope = createContext<Scope | null>(null);
