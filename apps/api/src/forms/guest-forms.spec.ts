import { GuestForms } from './guest-forms.ts';

const key = Buffer.alloc(32, 3);
const forms = new GuestForms({ keys: { forms: key }, rateLimits: true });
const place = { site: 'default', article: 'a' };
const shown = new Date('2026-03-01T12:00:00.000Z');
const after = (seconds: number): Date => new Date(shown.getTime() + seconds * 1000);

describe('a form for guests', () => {
  it('says how long ago it was shown, in whichever process it is asked', () => {
    const token = forms.token(place, shown);
    const elsewhere = new GuestForms({ keys: { forms: key }, rateLimits: true });
    expect(elsewhere.facts({ token }, place, after(4))).toEqual({ trapped: false, forged: false, seconds: 4 });
    expect(elsewhere.facts({ token }, place, after(-1))).toEqual({ trapped: false, forged: false, seconds: 0 });
    const days = 30 * 86_400;
    expect(forms.facts({ token }, place, after(days))).toEqual({ trapped: false, forged: false, seconds: days });
  });

  it('cannot be backdated, made up, or brought from another article or site', () => {
    const token = forms.token(place, shown);
    const [, signature] = token.split('.');
    const earlier = after(-3600).getTime().toString(36);
    for (const wrong of [
      '',
      'x',
      '.',
      `${earlier}.${signature}`,
      `${token}x`,
      new GuestForms({ keys: { forms: Buffer.alloc(32, 4) }, rateLimits: true }).token(place, shown),
      forms.token({ ...place, article: 'b' }, shown),
      forms.token({ ...place, site: 'other' }, shown),
    ])
      expect(forms.facts({ token: wrong }, place, after(60))).toMatchObject({ forged: true, seconds: null });
  });

  it('that never had a token is not blamed for it', () => {
    expect(forms.facts({}, place, shown)).toEqual({ trapped: false, forged: false, seconds: null });
  });

  it('tells who filled in what no reader sees', () => {
    expect(forms.facts({ website: 'https://spam.example' }, place, shown)).toMatchObject({ trapped: true });
    expect(forms.facts({ website: '' }, place, shown)).toMatchObject({ trapped: false });
  });

  it('keeps its time when it comes back to be corrected', () => {
    const token = forms.token(place, shown);
    const page = `<input value="${forms.placeholder}">`;
    expect(forms.sign(page, place, after(60))).toBe(`<input value="${forms.token(place, after(60))}">`);
    expect(forms.sign(page, place, after(60), token)).toBe(`<input value="${token}">`);
    expect(forms.sign(page, place, after(60), 'forged')).toBe(`<input value="${forms.token(place, after(60))}">`);
  });

  it('is not timed in load tests, and has its trap all the same', () => {
    const untimed = new GuestForms({ keys: { forms: key }, rateLimits: false });
    expect(untimed.facts({ token: '', website: 'x' }, place, shown)).toEqual({
      trapped: true,
      forged: false,
      seconds: null,
    });
  });
});
