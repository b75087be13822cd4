/** A right on brokers that enforce ACLs, as `kafka-acls` names it. */
export interface NeededRight {
  readonly of: 'relay' | 'projector' | 'restore' | 'your consumers';
  readonly resource: 'topic' | 'group';
  readonly operations: readonly string[];
}

/**
 * The least rights of each role: on all topics that begin with the prefix and a dot, and on the group
 * `<prefix>.projector`. The API needs none. A spec runs the service with exactly these.
 */
export const neededRights: readonly NeededRight[] = [
  { of: 'relay', resource: 'topic', operations: ['Create', 'Describe', 'DescribeConfigs', 'Read', 'Write'] },
  { of: 'projector', resource: 'topic', operations: ['Create', 'Describe', 'DescribeConfigs', 'Read'] },
  { of: 'projector', resource: 'group', operations: ['Read'] },
  {
    of: 'restore',
    resource: 'topic',
    operations: ['Create', 'Describe', 'DescribeConfigs', 'Read', 'Write', 'Delete'],
  },
  { of: 'your consumers', resource: 'topic', operations: ['Describe', 'Read'] },
  { of: 'your consumers', resource: 'group', operations: ['Read'] },
];
