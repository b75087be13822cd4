import { CommentStatus } from '#contracts/vocabulary';
import { commentDecider } from './comment.ts';
import type { CommentCommand } from './comment-commands.ts';
import { decide, doubtful, edit, erase, report, historyOf, inForce, undo, withdraw } from './specification/comments.ts';
import { given } from './specification/given.ts';

const commands: Record<string, CommentCommand> = {
  edit: edit(),
  'edit, doubtful': edit({ findings: [doubtful] }),
  withdraw: withdraw(),
  erase: erase,
  report: report('rob', { inForce: inForce({ autoHideThreshold: 2 }) }),
  // Weight 2, because an approval of the text doubles the threshold.
  'report that hides': report('rob', { weight: 2, inForce: inForce({ autoHideThreshold: 1 }) }),
  approve: decide('approve'),
  reject: decide('reject'),
  escalate: decide('escalate'),
  reopen: decide('reopen'),
  undo: undo(),
};

// The complete state machine: the status after each command, by current status. `=` changes nothing, `!` is refused.
const machine = `
  command           | published | held      | approved  | rejected  | escalated | withdrawn | erased
  edit              | published | held      | published | !edit     | escalated | !edit     | !edit
  edit, doubtful    | held      | held      | held      | !edit     | escalated | !edit     | !edit
  withdraw          | withdrawn | withdrawn | withdrawn | withdrawn | withdrawn | =         | =
  erase             | erased    | erased    | erased    | erased    | erased    | erased    | =
  report            | published | !see      | approved  | !see      | !see      | !see      | !see
  report that hides | held      | !see      | held      | !see      | !see      | !see      | !see
  approve           | approved  | approved  | =         | approved  | approved  | !gone     | !gone
  reject            | rejected  | rejected  | rejected  | =         | rejected  | !gone     | !gone
  escalate          | escalated | escalated | escalated | escalated | =         | !gone     | !gone
  reopen            | =         | =         | held      | held      | held      | !gone     | !gone
  undo              | !undo     | !undo     | held      | published | published | !gone     | !gone
`;
const refusals = {
  '!edit': 'not-editable',
  '!see': 'not-found',
  '!gone': 'comment-gone',
  '!undo': 'nothing-to-undo',
} as const;

const [header = [], ...rows] = machine
  .trim()
  .split('\n')
  .map((row) => row.split('|').map((cell) => cell.trim()));
const cases = rows.flatMap(([command = '', ...cells]) =>
  cells.map((outcome, column) => ({
    command,
    status: CommentStatus.parse(header[column + 1]),
    outcome,
    result: inWords(outcome),
  })),
);

function inWords(outcome: string): string {
  if (outcome === '=') return 'changes nothing';
  return isRefusal(outcome) ? `is refused: ${refusals[outcome]}` : `leaves it ${outcome}`;
}

function isRefusal(outcome: string): outcome is keyof typeof refusals {
  return outcome in refusals;
}

describe('the statuses of a comment', () => {
  it('are all in the table, with every command', () => {
    expect(header.slice(1)).toEqual(CommentStatus.options);
    expect(rows.map(([command]) => command)).toEqual(Object.keys(commands));
  });

  it.each(cases)('$command of a comment that is $status $result', ({ command, status, outcome }) => {
    const attempt = given(commentDecider, historyOf[status]).when(commands[command]!);
    if (outcome === '=') attempt.yields();
    else if (isRefusal(outcome)) attempt.isRefused(refusals[outcome]);
    else attempt.leaves({ status: CommentStatus.parse(outcome) });
  });

  it.each(Object.keys(commands))('%s is refused if no comment was posted', (command) => {
    given(commentDecider).when(commands[command]!).isRefused('not-found');
  });
});
