/**
 * The name of a partition, used as a key in maps, in messages, in the relay's checkpoint and in the ids of epoch marks.
 */
export const partitionName = ({ topic, partition }: { readonly topic: string; readonly partition: number }): string =>
  `${topic}/${partition}`;

/** Parses the name of a partition. Topics have dots and dashes, but no slash. */
export function partitionNamed(name: string): { readonly topic: string; readonly partition: number } {
  const [topic = '', partition] = name.split('/');
  return { topic, partition: Number(partition) };
}
