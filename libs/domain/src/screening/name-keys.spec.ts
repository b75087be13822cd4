import { nameKeys } from './name-keys.ts';

const looksLike = (one: string, other: string): boolean => {
  const keys = new Set(nameKeys(other));
  return nameKeys(one).some((key) => keys.has(key));
};

describe('a name looks like another one', () => {
  it.each([
    ['Maria Lund', 'Maria Lund', 'the same'],
    ['maria lund', 'Maria Lund', 'lower case'],
    ['MARIA LUND', 'Maria Lund', 'capitals'],
    ['M\u0430ria Lund', 'Maria Lund', 'a Cyrillic letter'],
    ['\u041c\u0410R\u0406\u0410 LUND', 'Maria Lund', 'Cyrillic capitals'],
    ['\u0391nna', 'Anna', 'a Greek capital'],
    ['Ｍａｒｉａ　Ｌｕｎｄ', 'Maria Lund', 'full width'],
    ['𝐌𝐚𝐫𝐢𝐚 𝓛𝓾𝓷𝓭', 'Maria Lund', 'mathematical letters'],
    ['🅼🅰🆁🅸🅰 🅛🅤🅝🅓', 'Maria Lund', 'letters in boxes'],
    ['ᴍᴀʀɪᴀ ʟᴜɴᴅ', 'Maria Lund', 'small capitals'],
    ['Maria Lund.', 'Maria Lund', 'a full stop'],
    ['-Maria_Lund- ✓', 'Maria Lund', 'decoration'],
    ['MariaLund', 'Maria Lund', 'no space'],
    ['Maria\u00a0Lund', 'Maria Lund', 'another space'],
    ['Maria Lund\u200b', 'Maria Lund', 'an invisible character'],
    ['PauI', 'Paul', 'a capital I for an l'],
    ['B0b', 'Bob', 'a nought for an o'],
    ['Ste11a', 'Stella', 'ones for l'],
    ['Mar\u0131a Lund', 'Maria Lund', 'an i without its dot'],
    ['rnaria', 'maria', 'two letters for one'],
    ['Ахмед', 'Axмeд', 'Latin in Cyrillic'],
    ['Σοφία', 'ΣΟΦΊΑ', 'Greek capitals with accents'],
    ['علی', 'علي', 'the Persian and the Arabic Yeh'],
    ['🙂', '🙂', 'the same picture'],
  ])('%s and %s: %s', (one, other) => expect(looksLike(one, other)).toBe(true));

  it.each([
    ['Anna', 'Hanna'],
    ['Maria Lund', 'Maria Lunde'],
    ['Ella', 'Elia'],
    ['Nguyễn Văn An', 'Nguyễn Văn Ân'],
    ['Nguyễn Thị Hoa', 'Nguyễn Thị Hòa'],
    ['Işıl', 'Işıl K.'],
    ['Ελένη', 'Ελένα'],
    ['Иван', 'Ивана'],
    ['علی رضایی', 'علی رضوی'],
    ['राम', 'रमा'],
    ['สมชาย', 'สมหญิง'],
    ['王小明', '王小朋'],
    ['田中花子', '田中花江'],
    ['김민준', '김민재'],
    ['محمد', 'محمود'],
    ['🙂', '🙃'],
    ['👩🏽‍🚒', '👩🏽‍🚀'],
  ])('%s and %s are different names', (one, other) => expect(looksLike(one, other)).toBe(false));
});
