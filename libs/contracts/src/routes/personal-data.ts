import { ErasureAnswer, ExportAnswer } from '../answers.ts';
import type { RouteTable } from './route.ts';

/** What a person may ask for who is written about. */
export const personalDataRoutes = {
  'GET /v1/sites/:site/authors/:id/export': {
    operationId: 'PersonalData_export',
    access: 'self',
    summary: 'Everything that is held about a person',
    tag: 'Personal data',
    limited: 'personalData',
    answers: { 200: ExportAnswer },
  },
  'DELETE /v1/sites/:site/authors/:id': {
    operationId: 'PersonalData_erase',
    access: 'self',
    summary: 'Forget a person, with a report that proves it',
    tag: 'Personal data',
    limited: 'personalData',
    answers: { 200: ErasureAnswer },
    command: true,
  },
} as const satisfies RouteTable;
