import * as each from './each-projection.ts';
import type { Projection } from './projection.ts';

export type ReadModelName = (typeof each)[keyof typeof each]['name'];

export const allProjections: readonly Projection<ReadModelName>[] = Object.values(each);

/** @throws Error naming the read models there are */
export function projectionNamed(name: string): Projection {
  const found = allProjections.find((projection) => projection.name === name);
  if (found) return found;
  throw new Error(`there is no read model ${name}; there are ${allProjections.map((one) => one.name).join(', ')}`);
}
