import { fillMessage, unfilledVariables, unknownVariables } from './fill-message.ts';
import { DecisionRequest } from './moderation-requests.ts';
import { defaultPolicy, Policy } from './policy.ts';

const values = { name: 'Ada', article: 'On engines', site: 'The Paper', rules: 'https://paper.example/rules' };

describe('a saved message', () => {
  it('replaces each variable, also if it occurs twice', () => {
    const template = 'Dear {name}, {name}: your comment on “{article}” ({site}) broke {rules}.';
    expect(fillMessage(template, values)).toEqual({
      text: 'Dear Ada, Ada: your comment on “On engines” (The Paper) broke https://paper.example/rules.',
      missing: [],
    });
  });

  it('omits variables without a value and lists each of them once', () => {
    expect(fillMessage('{name} {name} {site}', { ...values, name: null })).toEqual({
      text: '  The Paper',
      missing: ['name'],
    });
  });

  it('inserts values unchanged, without replacing variables in them', () => {
    expect(fillMessage('{name}', { ...values, name: '{rules} $& $1' }).text).toBe('{rules} $& $1');
  });

  it('does not change other braces', () => {
    const template = 'function() { return {}; } {0} { name } {constructor}';
    expect(fillMessage(template, values)).toEqual({ text: template, missing: [] });
    expect(unknownVariables(template)).toEqual(['{constructor}']);
  });
});

describe('the message of a decision', () => {
  const withMessage = (message: string) =>
    DecisionRequest.safeParse({
      commentId: `${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}`,
      decision: 'reject',
      reason: 'spam',
      message,
    });

  it('is refused if a variable is not filled in', () => {
    expect(unfilledVariables('Dear {name}, {rules} {other}')).toEqual(['{name}', '{rules}']);
    expect(withMessage('Dear {name}').error?.issues).toMatchObject([
      { path: ['message'], message: 'must not have a variable that is not filled in' },
    ]);
    expect(withMessage('Dear Ada {1}').success).toBe(true);
  });
});

describe('a policy with saved messages', () => {
  const withMessage = (text: string, title = 'Title') =>
    Policy.safeParse({ ...defaultPolicy, rejectionMessages: [{ reason: 'spam', title, text }] });

  it('has no messages by default', () => {
    expect(defaultPolicy).toMatchObject({ rejectionMessages: [], rulesUrl: null });
  });

  it('accepts the four variables, and lists them if a message has another one', () => {
    expect(withMessage('{name} {article} {site} {rules}').success).toBe(true);
    expect(withMessage('Dear {nmae}').error?.issues).toMatchObject([
      {
        path: ['rejectionMessages', 0, 'text'],
        message: 'may only have these words in braces: {name}, {article}, {site}, {rules}',
      },
    ]);
  });

  it('cleans messages, and refuses empty ones, long ones and too many', () => {
    expect(withMessage('  a\u0000b\r\nc ').data?.rejectionMessages[0]?.text).toBe('ab\nc');
    for (const text of [' ', 'x'.repeat(2001)]) expect(withMessage(text).success).toBe(false);
    expect(withMessage('x', ' ').success).toBe(false);
    const message = { reason: 'spam', title: 'a', text: 'b' };
    const many = { ...defaultPolicy, rejectionMessages: Array.from({ length: 51 }, () => message) };
    expect(Policy.safeParse(many).success).toBe(false);
  });

  it('accepts only http and https addresses as `rulesUrl`', () => {
    expect(Policy.safeParse({ ...defaultPolicy, rulesUrl: 'https://paper.example/rules' }).success).toBe(true);
    expect(Policy.safeParse({ ...defaultPolicy, rulesUrl: 'javascript:alert(1)' }).success).toBe(false);
  });
});
