import { ErasureAnswer, ExportAnswer } from '../person-answers.ts';
import type { RouteTable } from './route.ts';

/** The rights of a person under the GDPR: export and erasure. */
export const personalDataRoutes = {
  'GET /v1/sites/:site/authors/:id/export': {
    operationId: 'PersonalData_export',
    access: 'self',
    summary: 'Export a person’s data',
    details: 'Returns everything that is stored about a person, for a request under the GDPR.',
    tag: 'Personal data',
    limited: 'personalData',
    answers: { 200: ExportAnswer },
  },
  'DELETE /v1/sites/:site/authors/:id': {
    operationId: 'PersonalData_erase',
    access: 'self',
    summary: 'Erase a person’s data',
    details:
      'Destroys the person’s key, so that their data can no longer be read. The answer is a report that proves it.',
    tag: 'Personal data',
    limited: 'personalData',
    answers: { 200: ErasureAnswer },
    command: true,
  },
} as const satisfies RouteTable;
