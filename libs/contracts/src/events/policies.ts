import { z } from 'zod';
import { Uuid } from '../identifiers.ts';
import { RecordedPolicy } from '../policy.ts';
import { openEvent } from './event.ts';

export const policyEvents = {
  PolicyChanged: openEvent({
    version: 1,
    topic: 'policies',
    description: 'A site’s policy changed; `policy` is the whole policy. Later events refer to it by `policyVersion`.',
    data: z.object({
      policyVersion: z.number().int().min(1).describe('Version of the policy'),
      policy: RecordedPolicy.describe('The whole policy. Fields that were added later are missing in older events'),
      actorId: Uuid.describe('Id of the admin who changed it'),
    }),
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
      'A site was created, or its settings changed; the event has all settings. Sites of the setting `SITES` exist without this event.',
    data: z.object({
      name: z.string().nullable().describe('Name to show; null: none'),
      timeZone: z.string().describe('Time zone of the site’s days, as an IANA name'),
      origins: z.array(z.string()).describe('Origins of the site’s pages'),
      actorId: Uuid.describe('Who created or changed it: the person’s id in the site `default`'),
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
