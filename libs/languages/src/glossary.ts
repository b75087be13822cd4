/** A term of docs/glossary.md in texts for people, with its translations. */
interface Term {
  readonly english: RegExp;
  /** By language; a text whose English has the term must match. Arabic is written without its short vowels here. */
  readonly agreed: Readonly<Record<string, RegExp>>;
  /** Forbidden words by language: no text may contain them, independent of the English text. */
  readonly forbidden?: Readonly<Record<string, RegExp>>;
}

const terms: Readonly<Record<string, Term>> = {
  comment: {
    english: /\bcomments?\b/i,
    // German and Arabic labels may leave it out: what else would be held?
    agreed: { fr: /comment/i, es: /coment/i, zh: /评论/ },
    forbidden: { de: /beitr[aä]g/i },
  },
  reply: {
    english: /\brepl(?:y|ies)\b/i,
    agreed: { de: /antwort/i, fr: /répon/i, es: /resp(?:uesta|ond)/i, ar: /رد/, zh: /回复/ },
  },
  moderator: {
    english: /\bmoderators?\b/i,
    agreed: {
      de: /moder|team|person|jemand|prüf|geändert/i,
      fr: /modérat|relu/i,
      es: /moderac|revis/i,
      ar: /مشرف|شراف/,
      zh: /管理员|审核/,
    },
    forbidden: { de: /\bpult/i, zh: /版主/ },
  },
  report: {
    english: /\breport(?:s|ed)?\b/i,
    agreed: { de: /meld/i, fr: /signal/i, es: /denunci/i, ar: /بلغ|بلاغ/, zh: /举报/ },
  },
  approve: { english: /\bapprov/i, agreed: { de: /frei(?:ge|g[ae]b)/i, ar: /وافق|موافق/ } },
  reject: {
    english: /\breject/i,
    agreed: { de: /ablehn|abgelehnt/i, fr: /refus/i, es: /rechaz/i, ar: /رفض|مرفوض/, zh: /未予通过/ },
  },
  escalate: {
    english: /\bescalat/i,
    agreed: { de: /eskal/i, ar: /صعد|تصعيد/ },
    forbidden: { de: /weiter(?:ge)?reich/i },
  },
  undo: {
    english: /\bundo\b|\bundid\b|(?<!cannot be )\bundone\b/i,
    agreed: { de: /zurück(?:ge)?n[eo]/i, ar: /تراجع/ },
  },
  queue: { english: /\bqueues?\b/i, agreed: { de: /warteschlange/i, ar: /طابور|طوابير/ } },
  policy: { english: /\bpolicy\b/i, agreed: { de: /richtlinie/i, ar: /سياسة/ } },
  site: {
    english: /\bsites?\b/i,
    agreed: { de: /website|richtlinie/i, fr: /site/i, es: /sitio/i, ar: /موقع/, zh: /本站/ },
  },
  article: {
    english: /\barticles?\b/i,
    agreed: { de: /artikel/i, fr: /article/i, es: /artículo/i, ar: /مقال/, zh: /文章/ },
  },
  erase: {
    english: /\beras(?:e|ed|ing)\b/i,
    agreed: { de: /lösch/i, fr: /effac/i, es: /borrad/i, ar: /مح/, zh: /删除/ },
  },
  suspend: {
    english: /\bsuspend/i,
    agreed: { de: /zeitweise/i, ar: /وقوف|موقوف|يقاف/ },
    forbidden: { de: /aus(?:ge)?setz/i },
  },
  guest: {
    english: /\bguests?\b/i,
    agreed: { de: /gast|gäste/i, fr: /invité/i, es: /invitado/i, ar: /زائر|زوار/, zh: /游客/ },
  },
  note: { english: /\bnotes?\b/i, agreed: { de: /notiz/i, ar: /ملاحظ/ } },
  statistics: {
    english: /\bstatistics\b/i,
    agreed: { de: /statistik/i, ar: /احصاء|إحصاء/ },
    forbidden: { de: /^zahlen$/i },
  },
};

/** Arabic writes short vowels and doubled letters as marks, and may leave them out. */
const withoutMarks = (text: string): string => text.replaceAll(/[\u064b-\u0652\u0670]/g, '');

/** The terms of the glossary that a text lacks, or replaces by a forbidden one; empty for a text that keeps to it. */
export function glossaryFaults(language: string, english: string, text: string): string[] {
  const written = withoutMarks(text);
  const plain = english.replaceAll(/\{\w+\}/g, '');
  return Object.entries(terms).flatMap(([name, { english: term, agreed, forbidden }]) => [
    ...(term.test(plain) && agreed[language]?.test(written) === false ? [`lacks "${name}"`] : []),
    ...(forbidden?.[language]?.test(written) ? [`forbidden for "${name}"`] : []),
  ]);
}
