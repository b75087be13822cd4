import { allProjections } from '#read-models/all-projections';
import type { Projection } from '#read-models/projection';
import { UsedWrongly } from './failures.ts';

export const readModelNames = allProjections.map(({ name }) => name);

/** @throws UsedWrongly with the names of all read models */
export function readModelNamed(name: string): Projection {
  const found = allProjections.find((one) => one.name === name);
  if (!found) throw new UsedWrongly(`Unknown read model \`${name}\`. Use one of: ${readModelNames.join(', ')}`);
  return found;
}
