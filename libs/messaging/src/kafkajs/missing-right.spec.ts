import { refusalOf } from './missing-right.ts';

const names = { topics: 'news.*', group: 'news.projector' };

describe('a request that brokers refuse', () => {
  it.each([
    ['InitProducerId(key: 22, version: 1)', 'Cluster authorization failed', 'Write', 'topics news.*'],
    [
      'Fetch(key: 1, version: 11)',
      'Not authorized to access topics: [Topic authorization failed]',
      'Read',
      'topics news.*',
    ],
    ['CreateTopics(key: 19, version: 3)', 'Topic creation errors', 'Create', 'topics news.*'],
    [
      'JoinGroup(key: 11, version: 5)',
      'Not authorized to access group: Group authorization failed',
      'Read',
      'group news.projector',
    ],
  ])('%s is explained by the right that is missing', (request, reason, grant, on) => {
    expect(refusalOf(`Response ${request}`, reason, names)?.fields).toMatchObject({ grant, on });
  });

  it('for its credentials is explained by the settings that have them', () => {
    expect(
      refusalOf('Response SaslAuthenticate(key: 36, version: 1)', 'invalid credentials', names)?.sentence,
    ).toContain('KAFKA_SASL_PASSWORD');
  });

  it('for another reason is not explained', () => {
    expect(refusalOf('Response Fetch(key: 1, version: 11)', 'The leader moved', names)).toBeUndefined();
    expect(refusalOf('Connection error: ECONNREFUSED', 'authorization failed', names)).toBeUndefined();
  });
});
