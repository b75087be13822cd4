/**
 * How a partition is named wherever one is told from others: in maps, in messages, in the relay's checkpoint and in the
 * ids of marks.
 */
export const partitionName = ({ topic, partition }: { readonly topic: string; readonly partition: number }): string =>
  `${topic}/${partition}`;

/** Which one a name means: topics have dots and dashes, and no slash. */
export function partitionNamed(name: string): { readonly topic: string; readonly partition: number } {
  const [topic = '', partition] = name.split('/');
  return { topic, partition: Number(partition) };
}
