import { violations } from '#test/support/browser/accessibility';
import { type Moderator, type Newsroom, openNewsroom } from '#test/support/browser/newsroom';

describe('the page of the policy', () => {
  let newsroom: Newsroom;
  beforeAll(async () => {
    newsroom = await openNewsroom();
  });
  afterAll(() => newsroom?.stop());

  const opened = async (moderator: Moderator): Promise<Moderator> => {
    await moderator.open('/sites/default/policy');
    await moderator.page.getByRole('heading', { level: 1, name: 'Policy' }).waitFor();
    await moderator.page.locator('.rules').first().waitFor();
    return moderator;
  };
  const policy = async () => (await newsroom.call('GET', '/policy')).body.policy;

  it('lets an admin write rejection messages, reports unknown placeholders, and offers the messages to moderators', async () => {
    const admin = await opened(await newsroom.moderator('Ada', { roles: ['admin'] }));
    const { page } = admin;
    const messages = page.getByRole('group', { name: /messages/i });
    await messages.getByRole('button', { name: 'Add a message' }).click();
    const first = messages.locator('details').nth(0);
    await first.getByLabel('Suggested for').selectOption({ label: 'Off topic' });
    await first.getByLabel('Title for moderators').fill('Stay on topic');
    const text = first.getByLabel('Text for the author');
    await text.fill('Dear {nme}');
    await first.getByText(/Unknown placeholder: \{?nme/).waitFor();
    await text.fill('Dear ');
    await first.getByRole('button', { name: '{name}' }).click();
    await first.getByRole('region', { name: 'Preview' }).getByText('Dear Ada Lovelace').waitFor();

    await messages.getByRole('button', { name: 'Add a message' }).click();
    const second = messages.locator('details').nth(1);
    await second.getByLabel('Title for moderators').fill('No advertising');
    await second.getByLabel('Text for the author').fill('We remove advertising from {site}.');
    await second.getByRole('button', { name: 'Move up' }).click();
    await messages.locator('summary').first().getByText('No advertising').waitFor();

    await page.getByRole('button', { name: 'Review changes' }).click();
    const review = page.getByRole('dialog');
    await review.getByText(/added: .*Stay on topic/).waitFor();
    expect(await violations(page, 'dialog')).toEqual([]);
    await review.getByRole('button', { name: 'Save changes' }).click();
    await page.locator('.toast', { hasText: 'Saved as version 1' }).waitFor();
    expect((await policy()).rejectionMessages).toEqual([
      { reason: 'spam', title: 'No advertising', text: 'We remove advertising from {site}.' },
      { reason: 'off-topic', title: 'Stay on topic', text: 'Dear {name}' },
    ]);

    await newsroom.hold(['Quite another matter']);
    await admin.open('/sites/default/review/pending');
    await page.locator('.card', { hasText: 'Quite another matter' }).waitFor();
    await admin.press('r', '6');
    await page.locator('.preview-message', { hasText: 'Dear Ingrid Solberg' }).waitFor();
    await admin.press('Escape');

    await opened(admin);
    await messages.locator('summary').first().click();
    await messages.locator('details').first().getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Review changes' }).click();
    await page.getByRole('dialog').getByText('removed: “No advertising”').waitFor();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.locator('.toast', { hasText: 'Saved as version 2' }).waitFor();
    expect((await policy()).rejectionMessages).toHaveLength(1);
    expect(admin.complaints).toEqual([]);
    await admin.close();
  });

  it('warns of entries as they are typed, and tries the rules on a text before they are saved', async () => {
    const admin = await opened(await newsroom.moderator('Ada', { roles: ['admin'] }));
    const { page } = admin;
    await page.getByLabel('Banned words').fill('idiot*\nidiot, fool; moron\n*ass*');
    await page.getByText(/idiot, fool; moron.” is only found as a whole/).waitFor();
    await page.getByText(/\*ass\*.” also finds ordinary words: .*class/).waitFor();
    const box = page.getByRole('region', { name: 'Test the policy' });
    await box.getByLabel('Text', { exact: true }).fill('A quite id**iot**ic plan');
    await box.getByRole('status').getByText('It would be refused.').waitFor();
    await box.getByText(/Banned words found: “.idiot\*/).waitFor();
    expect(await box.locator('mark').allTextContents()).toEqual(['id**iot']);
    await box.getByLabel('Text', { exact: true }).fill('A quite good plan');
    await box.getByText('It would be published.').waitFor();
    await box.getByLabel('Author’s name').fill('Idiotic');
    await box.getByText('Its author’s name contains a banned word.').waitFor();
    expect(await violations(page, 'html')).toEqual([]);
    await page.getByLabel('Maximum comment length').fill('0');
    await box.getByText(/maxLength/).waitFor();
    expect((await policy()).bannedWords).toEqual([]);
    await admin.close();
  });

  it('is read-only for a moderator who is not an admin', async () => {
    const moderator = await opened(await newsroom.moderator('Mo'));
    const { page } = moderator;
    await page.getByText('Only admins can change the policy. You see the current version.').waitFor();
    const fields = page.locator('form.policy :is(input, select, textarea, button)');
    expect(await fields.count()).toBeGreaterThan(10);
    expect(await page.locator('form.policy :is(input, select, textarea, button):enabled').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Review changes' }).count()).toBe(0);
    expect(await violations(page, 'html')).toEqual([]);
    expect(moderator.complaints).toEqual([]);
    await moderator.close();
  });
});
