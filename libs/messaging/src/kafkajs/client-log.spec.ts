import { logLevel } from 'kafkajs';
import { KafkajsLog } from './client-log.ts';

describe('the log of the Kafka client', () => {
  it('contains an error once in half a minute', () => {
    const { lines, say, pass } = setUp();
    say(logLevel.ERROR, 'connection refused');
    say(logLevel.ERROR, 'connection refused');
    pass(29_999);
    say(logLevel.ERROR, 'connection refused');
    pass(1);
    say(logLevel.ERROR, 'connection refused');
    expect(lines.filter((line) => line.startsWith('warn'))).toHaveLength(2);
  });

  it('contains different errors at once', () => {
    const { lines, say } = setUp();
    say(logLevel.ERROR, 'connection refused');
    say(logLevel.ERROR, 'the leader moved');
    expect(lines).toEqual([
      'warn: the Kafka client reports an error: connection refused',
      'warn: the Kafka client reports an error: the leader moved',
    ]);
  });

  it('has the client’s warnings and other messages at level debug', () => {
    const { lines, say } = setUp();
    say(logLevel.WARN, 'limiting retries');
    say(logLevel.INFO, 'joined the group');
    expect(lines).toEqual([
      'debug: message of the Kafka client: limiting retries',
      'debug: message of the Kafka client: joined the group',
    ]);
  });
});

function setUp() {
  const lines: string[] = [];
  const line = (level: string) => (fields: object, sentence: string) => {
    lines.push(`${level}: ${sentence}: ${(fields as { kafkajs: string }).kafkajs}`);
  };
  let now = 0;
  const log = new KafkajsLog({ debug: line('debug'), warn: line('warn') }, {}, () => now);
  const say = (level: logLevel, message: string) =>
    log.write({ level, namespace: 'Connection', label: '', log: { message, timestamp: '' } });
  return { lines, say, pass: (ms: number) => (now += ms) };
}
