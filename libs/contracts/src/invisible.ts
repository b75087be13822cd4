/** Characters without a visible shape: those that Unicode lists as ignorable, and those that every font draws blank. */
const blank = String.raw`\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\ufff9-\ufffc\u{1d159}`;

/** Scripts whose letters change their shape next to a joiner or a non-joiner. */
const joining = [
  ...['Arabic', 'Syriac', 'Mongolian', 'Nko', 'Adlam', 'Hanifi_Rohingya', 'Mandaic', 'Devanagari', 'Bengali'],
  ...['Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Myanmar', 'Khmer'],
  ...['Tibetan', 'Balinese', 'Javanese', 'Grantha', 'Newa', 'Tirhuta', 'Modi', 'Chakma', 'Meetei_Mayek'],
]
  .map((script) => String.raw`\p{scx=${script}}`)
  .join('');
const joiningMark = String.raw`(?=[${joining}])(?!\p{Default_Ignorable_Code_Point})\p{M}`;
const joiningLetter = String.raw`(?:(?=[${joining}])\p{L}|${joiningMark})`;

/** Contexts in which an invisible character changes what readers see, by Unicode's rules (UTS 46 and 51, UAX 31). */
const useful = [
  // A region's flag: a black flag, its code in tags, the end.
  String.raw`\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}`,
  // An emoji of several, and the choice between picture and sign.
  String.raw`(?<=(?:\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier}|\u20e3))\u200d(?=\p{Extended_Pictographic})`,
  String.raw`(?<=\p{Extended_Pictographic})[\ufe0e\ufe0f]`,
  String.raw`(?<=[0-9#*])\ufe0f(?=\u20e3)`,
  // Persian between two letters, Indic after a virama also at the end, an Arabic letter shown as if it went on.
  String.raw`(?<=${joiningLetter})[\u200c\u200d](?=${joiningLetter})`,
  String.raw`(?<=${joiningMark})[\u200c\u200d]`,
  String.raw`(?<=(?=\p{scx=Arabic})\p{L})\u200d`,
  // Variants of ideographs, of which Japanese names are full, of signs, and of Burmese and Mongolian letters.
  String.raw`(?<=\p{Script=Han})[\ufe00-\ufe02\u{e0100}-\u{e01ef}]`,
  String.raw`(?<=[\p{Sm}\p{scx=Myanmar}\p{scx=Phags_Pa}])\ufe00`,
  String.raw`(?<=(?=\p{scx=Mongolian})\p{L})[\u180b-\u180f]`,
  // Old Korean writes a missing consonant or vowel.
  String.raw`(?<=[\u1100-\u115e\ua960-\ua97c])\u1160|\u115f(?=[\u1161-\u11a7\ud7b0-\ud7c6])`,
  // A space in Braille; a bound on their number keeps the search linear.
  String.raw`(?<=[\u2801-\u28ff])\u2800{1,8}|\u2800{1,8}(?=[\u2801-\u28ff])`,
].join('|');

const anyBlank = new RegExp(`[${blank}]`, 'u');
const usefulOrBlank = new RegExp(`(?<useful>${useful})|[${blank}]`, 'gu');
const somethingToSee = new RegExp(String.raw`(?![${blank}])[\p{L}\p{N}\p{P}\p{S}\p{Mc}\p{Co}\p{Cn}]`, 'u');

/**
 * Removes invisible characters that have no effect in their context.
 * @param alsoKept characters that are kept in any context
 */
export function withoutInvisible(text: string, alsoKept?: RegExp): string {
  if (!anyBlank.test(text)) return text;
  const pass = (from: string): string =>
    from.replace(usefulOrBlank, (found, kept: string | undefined) =>
      kept !== undefined || alsoKept?.test(found) ? found : '',
    );
  // Removing characters can make marks adjacent, which changes the context of the characters after them.
  return pass(pass(text));
}

/** True: no character of the text is visible. */
export const looksEmpty = (text: string): boolean => !somethingToSee.test(text);
