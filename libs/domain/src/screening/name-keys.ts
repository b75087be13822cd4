import unhomoglyph from 'unhomoglyph';

/** Punctuation, blanks and signs make no difference between two names, unless there is nothing else in them. */
const betweenLetters = /[^\p{L}\p{M}\p{N}]+/gu;
const ignorable = /\p{Default_Ignorable_Code_Point}+/gu;

// Readers take these for letters, and Unicode's table does not: small capitals, and letters in black circles and boxes.
const smallCapitals = 'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡ\u{0}ʏᴢ';
const drawnLetter = new RegExp(`[${smallCapitals}\\u{1f150}-\\u{1f169}\\u{1f170}-\\u{1f189}]`, 'gu');

/**
 * What a name looks like: two names with a key in common can be taken for each other. The skeleton of Unicode's UTS 39,
 * by its table of confusables, of the name as it is, in small letters and in capitals: `PauI` is `Paul` by the first,
 * `MARIA` is `Maria` by the second, and Cyrillic capitals are Latin ones by the third.
 */
export function nameKeys(name: string): string[] {
  const plain = name.normalize('NFKC').replace(ignorable, '').replace(drawnLetter, undrawn);
  const keys = [
    skeleton(plain).toLowerCase(),
    skeleton(plain.toLowerCase()).toLowerCase(),
    skeleton(plain.toUpperCase()),
  ];
  return [...new Set(keys.map((key) => key.replace(betweenLetters, '') || key.trim()))];
}

/** UTS 39, 4; what is ignorable was left out before. */
const skeleton = (text: string): string => unhomoglyph(text.normalize('NFD')).normalize('NFD');

function undrawn(drawn: string): string {
  const at = smallCapitals.indexOf(drawn);
  const code = drawn.codePointAt(0) ?? 0;
  return String.fromCodePoint(at >= 0 ? 0x61 + at : 0x41 + (code - (code < 0x1f170 ? 0x1f150 : 0x1f170)));
}
