import { GuestForms } from './guest-forms.ts';

const key = Buffer.alloc(32, 3);
const forms = new GuestForms({ keys: { forms: key }, rateLimits: true });
const place = { site: 'default', article: 'a' };
const shown = new Date('2026-03-01T12:00:00.000Z');
const after = (seconds: number): Date => new Date(shown.getTime() + seconds * 1000);

describe('a guest form', () => {
  it('has the time since it was shown, in every process', () => {
    const token = forms.token(place, shown);
    const elsewhere = new GuestForms({ keys: { forms: key }, rateLimits: true });
    expect(elsewhere.facts({ token }, place, after(4))).toEqual({ trapped: false, forged: false, seconds: 4 });
    expect(elsewhere.facts({ token }, place, after(-1))).toEqual({ trapped: false, forged: false, seconds: 0 });
    const days = 30 * 86_400;
    expect(forms.facts({ token }, place, after(days))).toEqual({ trapped: false, forged: false, seconds: days });
  });

  it('is forged with a changed time, an invented token, or one of another article or site', () => {
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

  it('is not forged if it never had a token', () => {
    expect(forms.facts({}, place, shown)).toEqual({ trapped: false, forged: false, seconds: null });
  });

  it('is trapped if the hidden field is filled in', () => {
    expect(forms.facts({ website: 'https://spam.example' }, place, shown)).toMatchObject({ trapped: true });
    expect(forms.facts({ website: '' }, place, shown)).toMatchObject({ trapped: false });
  });

  it('keeps its time when it is shown again for a correction', () => {
    const token = forms.token(place, shown);
    const page = `<input value="${forms.placeholder}">`;
    expect(forms.sign(page, place, after(60))).toBe(`<input value="${forms.token(place, after(60))}">`);
    expect(forms.sign(page, place, after(60), token)).toBe(`<input value="${token}">`);
    expect(forms.sign(page, place, after(60), 'forged')).toBe(`<input value="${forms.token(place, after(60))}">`);
  });

  it('is not timed without rate limits, but keeps its trap', () => {
    const untimed = new GuestForms({ keys: { forms: key }, rateLimits: false });
    expect(untimed.facts({ token: '', website: 'x' }, place, shown)).toEqual({
      trapped: true,
      forged: false,
      seconds: null,
    });
  });
});
