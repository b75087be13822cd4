import { isLoopback } from './loopback.ts';

describe('the loopback', () => {
  it.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.8.8.8', '::1', '[::1]'])('is %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each([
    ...[
      '0.0.0.0',
      '::',
      '10.0.0.1',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      'evil-localhost',
      'localhost:3000',
    ],
    ...['127.1', '', '::ffff:127.0.0.1.evil'],
  ])('is not %s', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
