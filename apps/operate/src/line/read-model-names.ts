import { allProjections } from '#read-models/all-projections';
import type { Projection } from '#read-models/projection';
import { UsedWrongly } from './failures.ts';

export const readModelNames = allProjections.map(({ name }) => name);

/** @throws UsedWrongly naming the read models there are */
export function readModelNamed(name: string): Projection {
  const found = allProjections.find((one) => one.name === name);
  if (!found) throw new UsedWrongly(`there is no read model ${name}; there are ${readModelNames.join(', ')}`);
  return found;
}
