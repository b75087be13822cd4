import { shownText } from '#markdown/shown-text';
import { InvalidFields } from '../http/invalid-fields.ts';
import { refuseBlank } from './refuse-blank.ts';

describe('a text check for visible content', () => {
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
  ])('refuses %s', (body) => expect(() => refuseBlank(shownText(body).shown)).toThrow(InvalidFields));

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
  ])('accepts %s', (body) => expect(() => refuseBlank(shownText(body).shown)).not.toThrow());
});
