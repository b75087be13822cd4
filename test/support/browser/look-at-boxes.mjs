/** Runs inside a page, so it cannot import other files. See boxes.ts. */
// oxlint-disable-next-line no-unused-vars -- boxes.ts appends the call
function lookAtBoxes(smallest) {
  const faults = [];
  const named = (element) => {
    const path = [element, element.parentElement, element.parentElement?.parentElement];
    const names = path.map((one) =>
      one ? `${one.localName}${[...one.classList].map((name) => `.${name}`).join('')}` : '',
    );
    return `${names.toReversed().join(' > ')} “${(element.textContent ?? '').slice(0, 12).normalize('NFC')}”`;
  };
  const isSeen = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest('.unseen, .skip, [inert]');
  const clips = ({ overflowX, overflowY, contain }) =>
    overflowX !== 'visible' || overflowY !== 'visible' || /paint|strict|content/.test(contain);
  const ancestorsOf = (element) => {
    const all = [];
    for (let one = element; one && one !== document.body; one = one.parentElement) all.push(one);
    return all;
  };
  /** Intended scroll areas can be focused by keyboard. */
  const scrolls = (element) => element.closest('[tabindex="0"]') !== null;
  const boxes =
    'dialog, .card, .row, .decision, .comment-line, .toast, .notice, .box, .record-panel, .nav-link, button';

  const root = document.querySelector('dialog[open]') ?? document.body;
  const texts = [...root.querySelectorAll('*')].filter(
    (element) =>
      isSeen(element) &&
      !element.matches('option, textarea, select, script, style') &&
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.nodeValue ?? '').trim() !== ''),
  );
  for (const element of texts) {
    const range = document.createRange();
    range.selectNodeContents(element);
    const { left, right, width } = range.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (width > 0 && !clips(style) && !scrolls(element) && (left < -1 || right > innerWidth + 1))
      faults.push(`leaves the screen: ${named(element)}`);
    // A text that an element inside the box already clips cannot leave the box.
    const box = element.parentElement?.closest(boxes);
    const isCut = ancestorsOf(element).some((one) => one !== box && box?.contains(one) && clips(getComputedStyle(one)));
    const edges = box?.getBoundingClientRect();
    if (edges && width > 0 && !isCut && !scrolls(element)) {
      const goesOn = /auto|scroll/.test(getComputedStyle(box).overflowY);
      const { top, bottom } = range.getBoundingClientRect();
      if (
        left < edges.left - 1 ||
        right > edges.right + 1 ||
        (!goesOn && (top < edges.top - 2 || bottom > edges.bottom + 2))
      )
        faults.push(`leaves its box: ${named(element)}`);
    }
    // Stacked combining marks are painted outside of every box: the nearest clipping element must be the text's own.
    if (/\p{M}{3}/u.test(element.textContent ?? '')) {
      const cutting = ancestorsOf(element).find((one) => clips(getComputedStyle(one)));
      const text = range.getBoundingClientRect();
      const edge = cutting?.getBoundingClientRect();
      if (!edge || edge.top < text.top - 24 || edge.bottom > text.bottom + 24)
        faults.push(`piles up: ${named(element)}`);
    }
  }
  for (const element of root.querySelectorAll('*')) {
    const style = getComputedStyle(element);
    if (
      isSeen(element) &&
      /auto|scroll/.test(style.overflowX) &&
      !scrolls(element) &&
      !element.matches('textarea, select, input')
    )
      if (element.scrollWidth > element.clientWidth + 1) faults.push(`scrolls sideways: ${named(element)}`);
    if (!isSeen(element) || !/hidden|clip/.test(style.overflowX + style.overflowY)) continue;
    const isCutAcross = element.scrollWidth > element.clientWidth + 1 && style.display !== 'inline';
    const isCutBelow = element.scrollHeight > element.clientHeight + 2 && style.display !== 'inline';
    const hasSign = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
    if ((isCutAcross || isCutBelow) && !hasSign) faults.push(`is cut without a sign: ${named(element)}`);
    const isWhole =
      element.closest('a[href], [title]') ??
      element.querySelector('a[href]') ??
      element.closest('blockquote')?.querySelector('a[href]') ??
      element.closest('.row')?.querySelector('a[href]');
    if ((isCutAcross || isCutBelow) && hasSign && !isWhole)
      faults.push(`is nowhere to be read whole: ${named(element)}`);
  }
  const targets = [...root.querySelectorAll('a[href], button, select, summary, input, textarea')].filter(
    (element) => isSeen(element) && !element.matches('[type=radio].unseen'),
  );
  for (const element of targets) {
    const pressed = element.matches('input[type=checkbox], input[type=radio]')
      ? (element.closest('label') ?? element)
      : element;
    const { width, height } = pressed.getBoundingClientRect();
    const parent = element.parentElement;
    const isInSentence =
      getComputedStyle(element).display === 'inline' &&
      [...(parent?.childNodes ?? [])].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.nodeValue ?? '').trim() !== '',
      );
    if (!isInSentence && (width < smallest - 0.5 || height < smallest - 0.5))
      faults.push(`is too small, ${Math.round(width)}×${Math.round(height)}: ${named(element)}`);
  }
  if (document.documentElement.scrollWidth > innerWidth)
    faults.push(`scrolls sideways: ${document.documentElement.scrollWidth}`);
  return { texts: texts.length, targets: targets.length, faults: [...new Set(faults)] };
}
