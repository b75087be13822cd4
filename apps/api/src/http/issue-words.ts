import type { z } from 'zod';

/**
 * Describes an invalid field for people. Used if the schema has no message of its own, so that no text of the
 * validation library is shown.
 */
export function issueWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be ${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${oneOf(issue.values.map((value) => `\`${String(value)}\``))}`;
    case 'invalid_format':
      return formats[issue.format] ?? 'has the wrong format';
    case 'too_small':
      return issue.minimum === 1 && issue.origin === 'string'
        ? 'must not be empty'
        : sized(issue.origin, 'at least', issue.minimum);
    case 'too_big':
      return sized(issue.origin, 'at most', issue.maximum);
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `has unknown fields: ${issue.keys.map((key) => `\`${key}\``).join(', ')}`;
    default:
      return 'is not valid';
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a time',
};

const formats: Readonly<Record<string, string>> = {
  email: 'must be an e-mail address',
  url: 'must be a web address',
  uuid: 'must be a UUID',
  datetime: 'must be a time as in ISO 8601, such as 2026-03-01T12:00:00Z',
  date: 'must be a day as in 2026-03-01',
};

/** The unit of a size limit, by type; none for numbers. */
const units: Readonly<Record<string, readonly [one: string, several: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
};

function sized(origin: string, bound: 'at least' | 'at most', size: number | bigint): string {
  const unit = units[origin];
  return unit ? `must have ${bound} ${size} ${unit[Number(size) === 1 ? 0 : 1]}` : `must be ${bound} ${size}`;
}

const oneOf = (values: readonly string[]): string =>
  values.length === 1 ? values.join() : `one of ${values.join(', ')}`;
