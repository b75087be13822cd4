import { z } from 'zod';
import { Position } from './identifiers.ts';
import { Policy } from './policy.ts';

export const PolicyAnswer = z.object({ policyVersion: z.number().int(), policy: Policy });
export type PolicyAnswer = z.infer<typeof PolicyAnswer>;
export const PolicyChangedAnswer = PolicyAnswer.extend({ position: Position });
