import { shownText } from '#markdown/shown-text';
import { InvalidFields } from '../http/invalid-fields.ts';
import { refuseBlank } from './refuse-blank.ts';

describe('a text of which nothing is seen when it is rendered', () => {
  it.each([
    '&nbsp;',
    '&zwnj;&#8203;',
    '&#x3164;',
    '&#10240; &#x2800;',
    '&#xad;&shy;',
    '&#xE0041;',
    '> &nbsp;',
    '- ',
    '```\n```',
    '[&nbsp;](https://x.example)',
    '&lrm;&rlm;',
  ])('%s is refused', (body) => expect(() => refuseBlank(shownText(body).shown)).toThrow(InvalidFields));

  it.each([
    'Hello',
    '「はい」',
    '…',
    '👍',
    '&amp;',
    '&lt;3',
    '[x](https://x.example)',
    'https://x.example',
    '**!**',
    '```\ncode\n```',
    '> quoted',
    '<3',
    '!!!',
    '¯\\_(ツ)_/¯',
    '&nbsp;x',
    '# heading',
  ])('%s is not', (body) => expect(() => refuseBlank(shownText(body).shown)).not.toThrow());
});
