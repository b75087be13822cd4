import { z } from 'zod';
import { Uuid } from '../identifiers.ts';
import { RecordedPolicy } from '../policy.ts';
import { openEvent } from './event.ts';

export const policyEvents = {
  PolicyChanged: openEvent({
    version: 1,
    topic: 'policies',
    description: "A site's rules changed; `policy` holds all of them, and later verdicts name `policyVersion`.",
    data: z.object({ policyVersion: z.number().int().min(1), policy: RecordedPolicy, actorId: Uuid }),
    example: {
      data: {
        policyVersion: 4,
        policy: {
          mode: 'auto',
          guestsAllowed: true,
          editWindowSeconds: 300,
          closeAfterDays: 14,
          flagThreshold: 1,
          autoHideThreshold: 5,
          guestFlagWeight: 0.5,
          lowestReporterWeight: 0.5,
          highestReporterWeight: 1.5,
          minLength: 1,
          maxLength: 10000,
          bannedWords: [],
          suspectWords: [],
          holdLinks: 3,
          repeatedTextMinutes: 6,
          holdNewAuthors: 2,
          holdRecentRejections: 30,
          holdShouting: 80,
          holdRepeatedCharacters: 10,
          nudge: [],
        },
        actorId: '019a4c07-d1f5-7a90-9e2b-6f8c3d7a1b44',
      },
    },
  }),
  SiteChanged: openEvent({
    version: 1,
    topic: 'policies',
    description:
      "A site was made, or its settings changed; the event holds all of them. Sites of the operator's `SITES` exist without one.",
    data: z.object({
      name: z.string().nullable(),
      timeZone: z.string().describe('IANA name'),
      origins: z.array(z.string()).describe("of the site's own pages"),
      actorId: Uuid.describe('who made or changed it, as the site `default` knows them'),
    }),
    example: {
      data: {
        name: 'The Harbour Gazette',
        timeZone: 'Europe/Berlin',
        origins: ['https://gazette.example', 'https://www.gazette.example'],
        actorId: '019a4c07-d1f5-7a90-9e2b-6f8c3d7a1b44',
      },
    },
  }),
};
