import { violations } from '#test/support/browser/accessibility';
import { type Newsroom, openNewsroom, site } from '#test/support/browser/newsroom';

describe('the desk, about a banned author', () => {
  let newsroom: Newsroom;
  beforeAll(async () => {
    newsroom = await openNewsroom();
  });
  afterAll(() => newsroom?.stop());

  const guest = async (name: string, body: string) => {
    const { body: answer } = await newsroom.world.call('POST', `${site}/articles/bans/comments`, {
      body: { body, author: { name } },
    });
    await newsroom.world.settled();
    return answer.comment as { id: string; status: string; author: { id: string } };
  };

  it('shows why a new guest from the same network is held, and that the author is a guest', async () => {
    const { author } = await guest('Troublemaker', 'Rude words');
    await newsroom.call('POST', `/authors/${author.id}/restrictions`, { kind: 'banned', reason: 'Rude words' });
    expect((await guest('A New Face', 'The same again')).status).toBe('held');
    const moderator = await newsroom.moderator('Ada');
    await moderator.open('/sites/default/review/pending');
    const card = moderator.page.locator('.card', { hasText: 'The same again' });
    await card.getByText('It comes from a network that a banned guest used in the last 14 days.').waitFor();
    await card.locator('.byline .tag', { hasText: 'Guest' }).waitFor();
    expect(await violations(moderator.page, 'main')).toEqual([]);
    await moderator.close();
  });

  it('names what an erasure keeps, and shows and lifts restrictions that outlived it', async () => {
    const token = await newsroom.world.token({ sub: 'returner', name: 'Eve Returner' });
    const post = () =>
      newsroom.world.call('POST', `${site}/articles/bans/comments`, { token, body: { body: 'By a member' } });
    const { body: first } = await post();
    await newsroom.world.settled();
    const { id } = first.comment.author;
    const until = '2090-01-01T00:00:00Z';
    await newsroom.call('POST', `/authors/${id}/restrictions`, { kind: 'banned', reason: 'Insults', until });
    const admin = await newsroom.moderator('Bea', { roles: ['admin'] });
    const { page } = admin;
    await admin.open(`/sites/default/authors/${id}`);
    await page.getByRole('button', { name: 'Erase this person…' }).click();
    await page.getByLabel(/to confirm/).fill('Eve Returner');
    await page.getByRole('button', { name: 'Erase permanently' }).click();
    await page
      .getByRole('dialog')
      .getByText(/Banned \(until .*2090/)
      .waitFor();
    expect(await violations(page, 'dialog')).toEqual([]);

    expect((await post()).status).toBe(403);
    const viewer = await newsroom.world.call('GET', `${site}/articles/bans/viewer`, { token });
    await newsroom.world.settled();
    await admin.open(`/sites/default/authors/${viewer.body.author.id}`);
    const box = page.locator('section', { has: page.getByRole('heading', { name: 'Restrictions' }) });
    await box.getByText('Carried over from an erased account of the same person.').waitFor();
    await box.getByRole('button', { name: 'Lift: Banned' }).click();
    await box.getByText('None.').waitFor();
    expect((await post()).status).toBe(201);
    expect(admin.complaints).toEqual([]);
    await admin.close();
  });

  it('lets an admin choose what happens with names that look alike', async () => {
    const admin = await newsroom.moderator('Ada', { roles: ['admin'] });
    await admin.open('/sites/default/policy');
    const rule = admin.page.getByLabel('Name like another author’s');
    await rule.selectOption({ label: 'Refuse' });
    await admin.page.getByLabel('Reserved names').fill('Admin\nThe Editors');
    await admin.page.getByRole('button', { name: 'Review changes' }).click();
    await admin.page.getByRole('dialog').getByText('from Publish and mark to Refuse').waitFor();
    await admin.page.getByRole('button', { name: 'Save changes' }).click();
    await admin.page.locator('.toast', { hasText: 'Saved as version 1' }).waitFor();
    expect((await newsroom.call('GET', '/policy')).body.policy).toMatchObject({
      lookalikeNames: 'refuse',
      staffNames: 'hold',
      reservedNames: ['Admin', 'The Editors'],
    });
    await admin.close();
  });
});
