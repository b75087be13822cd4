// A fictional local paper, the Harbour Gazette. `harbour-bridge` has exactly five comments.
import type { BodyOf } from '#contracts/routes';

type Decision = BodyOf<'POST /v1/sites/:site/moderation/decisions'>['decisions'][number];
type Report = BodyOf<'POST /v1/sites/:site/comments/:id/flags'>;

export interface Article {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly settings?: { readonly mode: 'pre' };
  readonly comments: readonly DemoComment[];
  /** `on`: the `key` of a comment. */
  readonly decisions?: readonly (Omit<Decision, 'commentId'> & { readonly on: string })[];
  readonly closeAfterwards?: boolean;
}

export interface DemoComment {
  readonly by: string;
  readonly guest?: boolean;
  readonly key?: string;
  readonly text: string;
  readonly likedBy?: readonly string[];
  readonly flags?: readonly (Report & { readonly by: string })[];
  readonly replies?: readonly DemoComment[];
}

const page = (slug: string): string => `https://gazette.example/${slug}`;

export const articles: readonly Article[] = [
  {
    id: 'harbour-bridge',
    title: 'The old harbour bridge will close for two years',
    url: page('harbour-bridge'),
    comments: [
      {
        by: 'Ingrid Solberg',
        text: 'Two years! The detour through the tunnel already takes **forty minutes** in the morning. Has anybody at the council ever driven it?',
        likedBy: ['Tom Okafor', 'Lucía Márquez', 'Wei Chen'],
        replies: [
          {
            by: 'Tom Okafor',
            text: 'I work on the site. The pillars are from 1931 and were never meant for lorries. Closing it is *not* a whim.',
            likedBy: ['Ingrid Solberg'],
            replies: [{ by: 'Ingrid Solberg', text: 'Thank you, that is more than the council told us.' }],
          },
        ],
      },
      { by: 'Wei Chen', text: 'Will the cycle lane stay open? The article does not say.', likedBy: ['Lucía Márquez'] },
      { by: 'A neighbour', guest: true, text: 'At last it will be quiet in Quay Street.' },
    ],
  },
  {
    id: 'night-buses',
    title: 'Night buses every twenty minutes from January',
    url: page('night-buses'),
    comments: [
      { by: 'Lucía Márquez', text: 'As a nurse on late shifts: **finally**.', likedBy: ['Amira Haddad', 'Wei Chen'] },
      {
        by: 'Karl-Heinz Vogt',
        key: 'spam',
        text: 'Cheap taxi vouchers at www.taxi.example and https://vouchers.example and https://more.example',
      },
      {
        by: 'Peter Falk',
        key: 'rude',
        text: 'Only an idiot would take a bus at that hour.',
        flags: [
          { by: 'Amira Haddad', reason: 'abuse', note: 'He calls night-shift workers idiots.' },
          { by: 'Lucía Márquez', reason: 'abuse' },
        ],
        replies: [{ by: 'Amira Haddad', text: 'Somebody has to clean your office, Peter.' }],
      },
      {
        by: 'أميرة حداد',
        text: 'خبر رائع! شكراً لكل من عمل على هذا القرار.',
        replies: [{ by: '陈伟', text: '同意，早该这样了。' }],
      },
      { by: 'Sam Doyle', text: 'Will the last one still wait for the end of the match?' },
    ],
    decisions: [{ on: 'spam', decision: 'reject', reason: 'spam', note: 'Three voucher links.' }],
  },
  {
    id: 'football-final',
    title: 'Rovers lose the final in the ninety-fourth minute',
    url: page('football-final'),
    settings: { mode: 'pre' },
    comments: [
      { by: 'Sam Doyle', key: 'sam', text: 'I still cannot speak about it.' },
      { by: 'Peter Falk', key: 'referee', text: 'We know where the referee lives.' },
      { by: 'Grace Mbeki', key: 'grace', text: 'Proud of every one of them. See you in August.' },
      { by: 'Rovers till I die', guest: true, text: 'That was never offside. NEVER.' },
      { by: 'Jonas Weber', text: 'Ich war im Stadion: Der Ball war **klar** im Aus, bevor die Ecke gegeben wurde.' },
      { by: 'Kerb Street End', guest: true, key: 'sack-1', text: 'Sack the manager. Today.' },
      { by: 'Lucía Márquez', text: 'Mi hijo lloró toda la noche. Gracias por una temporada preciosa.' },
      { by: 'Blue and White', guest: true, key: 'sack-2', text: 'Sack the manager. Today.' },
      { by: 'نور الدين', text: 'لعبنا أفضل منهم تسعين دقيقة. كرة القدم قاسية أحيانًا.' },
      {
        by: 'Peter Falk',
        text: 'Whoever sold their ticket to the other side is a traitor, and I have the list: www.list.example',
      },
      { by: 'Priya Nair', text: 'हार-जीत चलती रहती है। अगले साल ज़रूर जीतेंगे!' },
      { by: 'A sober observer', guest: true, key: 'sack-3', text: 'Sack the manager. Today.' },
    ],
    decisions: [
      { on: 'sam', decision: 'approve' },
      { on: 'grace', decision: 'approve' },
      { on: 'referee', decision: 'escalate', note: 'Reads like a threat.' },
    ],
  },
  {
    id: 'school-lunches',
    title: 'Free school lunches: what the trial year showed',
    url: page('school-lunches'),
    comments: [
      {
        by: 'Grace Mbeki',
        text: 'I teach at one of the four schools. Afternoons are different now:\n\n- children stay awake\n- fewer quarrels\n- nobody hides an empty lunchbox',
        likedBy: ['Ingrid Solberg', 'Tom Okafor', 'Sam Doyle', 'Amira Haddad'],
        replies: [
          { by: 'Karl-Heinz Vogt', text: 'And who pays?' },
          {
            by: 'Tom Okafor',
            text: '> And who pays?\n\nIt says so in the third paragraph: 38 cents a household and week.',
          },
        ],
      },
      {
        by: 'Sam Doyle',
        key: 'offtopic',
        text: 'Rovers should have had free lunches in the dressing room.',
        flags: [{ by: 'Grace Mbeki', reason: 'off-topic' }],
      },
    ],
    decisions: [{ on: 'offtopic', decision: 'approve' }],
    closeAfterwards: true,
  },
];
