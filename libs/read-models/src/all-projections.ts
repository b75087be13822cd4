import * as each from './each-projection.ts';
import type { Projection } from './projection.ts';

export type ReadModelName = (typeof each)[keyof typeof each]['name'];

export const allProjections: readonly Projection<ReadModelName>[] = Object.values(each);

/** @throws Error that lists the existing read models */
export function projectionNamed(name: string): Projection {
  const found = allProjections.find((projection) => projection.name === name);
  if (found) return found;
  throw new Error(`unknown read model ${name}; use one of: ${allProjections.map((one) => one.name).join(', ')}`);
}
