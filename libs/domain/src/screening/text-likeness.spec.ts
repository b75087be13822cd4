import { fewestAlike, likenessOf } from './text-likeness.ts';

/** Number of positions at which two texts' hashes agree. */
function common(one: string, other: string): number {
  const [a, b] = [likenessOf(one), likenessOf(other)];
  if (!a || !b) throw new Error('one of them is too short');
  return a.reduce((count, hash, at) => count + (hash === b[at] ? 1 : 0), 0);
}

/** One sentence of spam in several scripts, with a name for the reader, and an unrelated text in the same language. */
const corpus = [
  {
    script: 'Latin',
    spam: (name: string) =>
      `Hello ${name}, my uncle earns ninety dollars an hour at home and you can start this evening`,
    other: 'The council promised us a new bridge four years ago, and all that anyone has seen of it since is one sign',
  },
  {
    script: 'Latin with accents',
    spam: (name: string) =>
      `Chào ${name}, tôi kiếm được chín trăm đô la mỗi ngày tại nhà, hãy nhắn tin để biết cách làm`,
    other: 'Hội đồng thành phố đã hứa xây cây cầu mới từ bốn năm trước nhưng đến nay vẫn chưa thấy gì cả',
  },
  {
    script: 'Cyrillic',
    spam: (name: string) =>
      `Привет, ${name}! Я зарабатываю дома девяносто тысяч в неделю, напиши мне, и я расскажу как`,
    other: 'Мост нам обещали четыре года назад, и с тех пор на берегу появилась одна только табличка с планом',
  },
  {
    script: 'Greek',
    spam: (name: string) =>
      `Γεια σου ${name}, κερδίζω ενενήντα ευρώ την ώρα από το σπίτι και μπορείς να ξεκινήσεις σήμερα`,
    other: 'Το δημοτικό συμβούλιο υποσχέθηκε τη γέφυρα πριν από τέσσερα χρόνια και δεν έχει γίνει τίποτα ακόμη',
  },
  {
    script: 'Arabic',
    spam: (name: string) =>
      `مرحبا ${name} أربح تسعين دولارا في الساعة من المنزل ويمكنك أن تبدأ هذا المساء راسلني لتعرف كيف`,
    other: 'وعدنا المجلس البلدي بجسر جديد قبل أربع سنوات ولم نر منه حتى اليوم سوى لافتة واحدة على الضفة',
  },
  {
    script: 'Hebrew',
    spam: (name: string) =>
      `שלום ${name}, אני מרוויח תשעים דולר בשעה מהבית וגם אתה יכול להתחיל הערב, כתוב לי ואסביר לך`,
    other: 'העירייה הבטיחה לנו גשר חדש לפני ארבע שנים ומאז לא ראינו שם דבר מלבד שלט אחד על גדת הנחל',
  },
  {
    script: 'Devanagari',
    spam: (name: string) => `नमस्ते ${name}, मैं घर बैठे हर घंटे नब्बे डॉलर कमाता हूँ और आप भी आज शाम से शुरू कर सकते हैं`,
    other: 'नगर परिषद ने चार साल पहले हमें नए पुल का वादा किया था पर अब तक वहाँ केवल एक बोर्ड दिखाई देता है',
  },
  {
    script: 'Thai',
    spam: (name: string) => `สวัสดี ${name} ฉันทำงานที่บ้านได้เงินชั่วโมงละเก้าสิบดอลลาร์และคุณก็เริ่มเย็นนี้ได้ ทักมาถามวิธีได้เลย`,
    other: 'สภาเทศบาลสัญญาว่าจะสร้างสะพานใหม่เมื่อสี่ปีก่อน แต่จนถึงวันนี้เราเห็นแค่ป้ายอันเดียวริมแม่น้ำ',
  },
  {
    script: 'Han',
    spam: (name: string) => `${name}你好,我在家上网兼职每小时能赚九十美元,今晚就可以开始,想知道怎么做请加我好友`,
    other: '市议会四年前就答应给我们修一座新桥,可是到今天为止河边只立了一块牌子,别的什么也没有看见',
  },
  {
    script: 'Kana',
    spam: (name: string) =>
      `${name}さん、わたしは自宅で一時間に九十ドル稼いでいます。今夜から始められるので連絡してください`,
    other: '市議会は四年前に新しい橋を約束しましたが、これまでに川岸に立てられたのは看板ひとつだけです',
  },
  {
    script: 'Hangul',
    spam: (name: string) =>
      `${name}님 안녕하세요, 저는 집에서 한 시간에 구십 달러를 벌고 있으니 오늘 저녁부터 같이 시작해 보세요`,
    other: '시의회는 사 년 전에 새 다리를 약속했지만 지금까지 강가에서 볼 수 있는 것은 안내판 하나뿐입니다',
  },
];

const names = ['Bob', 'Alexandra', 'Мария', 'محمد', '小明'];

/** Changes that a sender makes from one comment to the next. */
const changes: readonly (readonly [what: string, change: (text: string) => string])[] = [
  ['an emoji', (text) => `\u{1f525} ${text} \u{1f4b0}`],
  ['a number', (text) => `${text} 48213`],
  ['the tail of a link', (text) => `${text} https://money.example/r/8f3a`],
  ['punctuation', (text) => `${text.replaceAll(/[,.]/g, '...')}!!!`],
  ['blanks', (text) => text.replaceAll(' ', '  \n')],
  ['no blanks', (text) => text.replaceAll(' ', '')],
  ['capitals', (text) => text.toUpperCase()],
  ['zero-width characters', (text) => Array.from(text).join('\u200b')],
  ['a decomposed form', (text) => text.normalize('NFD')],
  ['one word more', (text) => `${text} OK`],
  [
    'letters of another script',
    (text) => text.replaceAll('o', '\u043e').replaceAll('a', '\u0430').replaceAll('α', 'a'),
  ],
  ['digits for letters', (text) => text.replaceAll('o', '0').replaceAll('e', '3')],
];

describe.each(corpus)('a text in $script', ({ spam, other }) => {
  it('resembles the same text for another reader', () => {
    for (const name of names) expect(common(spam('Ann'), spam(name))).toBeGreaterThanOrEqual(fewestAlike);
  });

  it.each(changes)('resembles the same text with %s', (_what, change) => {
    expect(common(spam('Ann'), change(spam('Ann')))).toBeGreaterThanOrEqual(fewestAlike);
  });

  it('does not resemble another text, in its language or any other', () => {
    for (const one of corpus)
      for (const text of [one.other, ...(one.spam === spam ? [] : [one.spam('Ann')])])
        expect(common(spam('Ann'), text)).toBeLessThan(fewestAlike);
    expect(common(other, spam('Ann'))).toBeLessThan(fewestAlike);
  });
});

describe('a common phrase', () => {
  it.each([
    ['Thank you!'],
    ['+1'],
    ['\u{1f44d}'],
    ['\u{1f44d}'.repeat(80)],
    ['Chúc mừng năm mới'],
    ['إنا لله وإنا إليه راجعون'],
    ['Merry Christmas and a happy New Year to everyone here!'],
    ['My deepest condolences to the family, may he rest in peace.'],
    ['Joyeux Noël et une bonne et heureuse année à toutes et à tous !'],
    ['ขอแสดงความเสียใจกับครอบครัวผู้เสียชีวิตด้วยนะครับ'],
    ['إنا لله وإنا إليه راجعون، رحمه الله وأسكنه فسيح جناته'],
    ['תהא נשמתו צרורה בצרור החיים, תנחומים למשפחה היקרה'],
    ['Herzlichen Glückwunsch zum Geburtstag!'],
    ['С Новым годом, счастья и здоровья'],
    ['あけましておめでとうございます'],
    ['새해 복 많이 받으세요'],
    ['祝大家新年快乐,万事如意'],
    ['नववर्ष की हार्दिक शुभकामनाएँ'],
    ['สุขสันต์วันปีใหม่'],
    ['כל הכבוד, כתבה מצוינת'],
    ['Χρόνια πολλά σε όλους'],
    ['ha'.repeat(100)],
    ['I agree https://news.example/article'],
    ['1234567890 '.repeat(20)],
  ])('has no likeness: %j', (text) => expect(likenessOf(text)).toBeNull());

  it('has a likeness from 50 letters on, or from 20 with a link', () => {
    const letters = 'abcdefghijkmnopqrstuvwxyzabdfgkmoqsuwycehijnpbehknqtwzadgjmp';
    expect(likenessOf(letters.slice(0, 49))).toBeNull();
    expect(likenessOf(letters.slice(0, 50))).not.toBeNull();
    expect(likenessOf(`${letters.slice(0, 19)} https://x.example`)).toBeNull();
    expect(likenessOf(`${letters.slice(0, 20)} https://x.example`)).not.toBeNull();
  });
});

it('hashes the longest text without splitting it', () => {
  expect(likenessOf('many words of all kinds, \u{20000} and none '.repeat(300))).toHaveLength(32);
});
