// Search, buttons that copy, and the way to the API's page for bookmarks of its old address. Pages are read without it.

// The API was described at /docs once, with the operation in the fragment: /docs#/Comments/…
if (location.hash.startsWith('#/') && location.pathname.endsWith('/docs')) location.replace(`docs/api${location.hash}`);

for (const block of document.querySelectorAll('pre')) {
  if (!navigator.clipboard) break; // only where the page came by https, or from this machine
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.addEventListener('click', () => void copy(block.textContent, button));
  const frame = document.createElement('div');
  frame.className = 'code';
  block.replaceWith(frame);
  frame.append(block, button);
}

// On a wide screen the navigation scrolls by itself; below the text of a phone this moves nothing.
const current = document.querySelector('nav [aria-current]');
if (current) current.closest('nav').scrollTop = current.offsetTop - 200;

const search = document.querySelector('search');
const field = search.querySelector('input');
const found = search.querySelector('#found');
const most = 12;
let places;

search.hidden = false;
field.addEventListener('focus', () => {
  places ??= fetch(search.dataset.index).then((answer) => answer.json());
});
field.addEventListener('input', () => void show());
addEventListener('keydown', (event) => {
  if (event.key === '/' && !/^(?:INPUT|TEXTAREA)$/.test(document.activeElement?.tagName ?? '')) {
    event.preventDefault();
    field.focus();
  }
  if (event.key === 'Escape' && search.contains(document.activeElement)) {
    field.value = '';
    found.replaceChildren();
  }
});

async function copy(text, button) {
  await navigator.clipboard.writeText(text);
  button.textContent = 'Copied';
  setTimeout(() => (button.textContent = 'Copy'), 2000);
}

async function show() {
  const asked = field.value.trim().toLowerCase();
  const words = asked.split(/\s+/).filter(Boolean);
  if (words.length === 0) return found.replaceChildren();
  places ??= fetch(search.dataset.index).then((answer) => answer.json());
  const all = await places.catch(() => undefined);
  if (field.value.trim().toLowerCase() !== asked) return; // the reader went on typing
  if (!all) {
    places = undefined;
    return found.replaceChildren(paragraph('The search could not be loaded.'));
  }
  const hits = all
    .map((place) => ({ place, rank: rankOf(place, words) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((one, other) => other.rank - one.rank)
    .slice(0, most);
  found.replaceChildren(
    ...(hits.length > 0 ? hits.map(({ place }) => hit(place, words)) : [paragraph('Nothing found.')]),
  );
}

/** 0 unless every word is there; words in a heading count more than words in the text. */
function rankOf({ page, heading, text }, words) {
  let rank = 0;
  for (const word of words) {
    const inHeading = heading.toLowerCase().includes(word) ? 8 : 0;
    const inPage = page.toLowerCase().includes(word) ? 4 : 0;
    const inText = text.toLowerCase().includes(word) ? 1 : 0;
    if (inHeading + inPage + inText === 0) return 0;
    rank += inHeading + inPage + inText;
  }
  return /^\d+\./.test(page) ? rank / 4 : rank; // decisions come after guides
}

function hit({ address, page, heading, text }, [word]) {
  const link = document.createElement('a');
  link.href = new URL(address, new URL(search.dataset.index, location.href)).href;
  const title = document.createElement('b');
  title.textContent = heading === page ? page : `${page} · ${heading}`;
  const at = Math.max(0, text.toLowerCase().indexOf(word) - 40);
  const excerpt = document.createElement('span');
  excerpt.textContent = (at > 0 ? '…' : '') + text.slice(at, at + 140);
  link.append(title, excerpt);
  return link;
}

function paragraph(text) {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
}
