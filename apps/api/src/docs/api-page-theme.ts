/** No operation has links, and their column does not fit on a phone. */
export const apiPageStyle = '.response-col_links { display: none }';

/** Swagger UI has dark colours, but does not follow the system's setting. */
export const apiPageScript = `
const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();
`;
