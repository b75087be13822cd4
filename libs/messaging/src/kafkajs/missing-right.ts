/**
 * The right that brokers require for a request, by the request's name in the protocol. Source: "Operations in Kafka" and
 * "Protocols" in the documentation of Apache Kafka 4 (Authorization and ACLs). Brokers also accept IdempotentWrite on the
 * cluster for InitProducerId.
 */
const rights: Readonly<Record<string, { readonly operation: string; readonly on: 'topics' | 'group' }>> = {
  Metadata: { operation: 'Describe', on: 'topics' },
  CreateTopics: { operation: 'Create', on: 'topics' },
  DescribeConfigs: { operation: 'DescribeConfigs', on: 'topics' },
  InitProducerId: { operation: 'Write', on: 'topics' },
  Produce: { operation: 'Write', on: 'topics' },
  ListOffsets: { operation: 'Describe', on: 'topics' },
  Fetch: { operation: 'Read', on: 'topics' },
  DeleteRecords: { operation: 'Delete', on: 'topics' },
  GroupCoordinator: { operation: 'Read', on: 'group' },
  JoinGroup: { operation: 'Read', on: 'group' },
  SyncGroup: { operation: 'Read', on: 'group' },
  Heartbeat: { operation: 'Read', on: 'group' },
  OffsetFetch: { operation: 'Read', on: 'group' },
  OffsetCommit: { operation: 'Read', on: 'group' },
};

/** Names of the resources that a client uses, as operators grant rights on them: `colloquy.*`, `colloquy.projector`. */
export interface ResourceNames {
  readonly topics?: string;
  readonly group?: string;
}

export interface Refusal {
  readonly sentence: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Explains a refused request in words that an operator can act on.
 * @param message what kafkajs logs, such as `Response InitProducerId(key: 22, version: 1)`
 * @param reason its error, such as `Cluster authorization failed`
 * @returns undefined unless the request was refused for a missing right or for wrong credentials
 */
export function refusalOf(message: string, reason: unknown, names: ResourceNames): Refusal | undefined {
  const [, request = ''] = /^Response (\w+)\(/.exec(message) ?? [];
  if (request === 'SaslAuthenticate' || request === 'SaslHandshake')
    return {
      sentence: 'the brokers refuse KAFKA_SASL_USERNAME with this KAFKA_SASL_PASSWORD and KAFKA_SASL_MECHANISM',
      fields: {},
    };
  const right = rights[request];
  if (!right || !isMissingRight(request, String(reason))) return undefined;
  return {
    sentence: 'the brokers refuse a request, because the user has no right to it: grant it',
    fields: { request, grant: right.operation, on: `${right.on} ${names[right.on] ?? ''}`.trim() },
  };
}

/** kafkajs does not say why topics cannot be created. */
const isMissingRight = (request: string, reason: string): boolean =>
  /authorization failed/i.test(reason) || (request === 'CreateTopics' && reason === 'Topic creation errors');
