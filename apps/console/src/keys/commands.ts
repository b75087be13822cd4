import { keysOf } from '#contracts/keys-of';

/** The groups of the help. */
export const commandGroups = ['move', 'decide', 'look', 'select', 'go'] as const;
type CommandGroup = (typeof commandGroups)[number];

interface Command {
  /** Keys pressed one after the other, by a space: `g 1`. Of several, the first is the one that is shown. */
  readonly keys: readonly [string, ...string[]];
  readonly group: CommandGroup;
  /** May be held down. */
  readonly repeats?: true;
}

/** Every key of the desk. The handlers, the hints on the buttons and the help read this and nothing else. */
const commands = {
  next: { keys: ['j'], group: 'move', repeats: true },
  previous: { keys: ['k'], group: 'move', repeats: true },
  showNew: { keys: ['.'], group: 'move' },

  approve: { keys: ['a'], group: 'decide' },
  approveIgnoring: { keys: ['i'], group: 'decide' },
  reject: { keys: ['r'], group: 'decide' },
  escalate: { keys: ['e'], group: 'decide' },
  restrict: { keys: ['b'], group: 'decide' },
  note: { keys: ['n'], group: 'decide' },
  undo: { keys: ['u', 'z'], group: 'decide' },
  reverse: { keys: ['v'], group: 'decide' },
  together: { keys: ['t'], group: 'decide' },

  conversation: { keys: ['c'], group: 'look' },
  edits: { keys: ['d'], group: 'look' },
  open: { keys: ['o', 'Enter'], group: 'look' },

  select: { keys: ['x'], group: 'select' },
  selectAll: { keys: ['shift+x'], group: 'select' },
  approveSelected: { keys: ['shift+a'], group: 'select' },
  rejectSelected: { keys: ['shift+r'], group: 'select' },

  goPending: { keys: ['g 1'], group: 'go' },
  goReported: { keys: ['g 2'], group: 'go' },
  goEscalated: { keys: ['g 3'], group: 'go' },
  goMine: { keys: ['g 4'], group: 'go' },
  goArticles: { keys: ['g 5'], group: 'go' },
  goNumbers: { keys: ['g 6'], group: 'go' },
  goPolicy: { keys: ['g 7'], group: 'go' },
  view: { keys: ['l'], group: 'go' },
  search: { keys: ['/'], group: 'go' },
  help: { keys: ['?'], group: 'go' },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;
export const commandNames = keysOf(commands);

export const commandOf = (name: CommandName): Command => commands[name];

/** The reasons' keys in the rejection panel: nine digits, and then what is left of the row. */
export const reasonKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-'] as const;
