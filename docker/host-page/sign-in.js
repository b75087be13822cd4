// What a site with its own sign-in adds: the element asks for a token, and again when one was refused.
const thread = document.querySelector('comment-thread[data-sign-in]');
if (thread) {
  thread.tokenProvider = async ({ fresh }) => {
    const response = await fetch(`/token${fresh ? '?fresh' : ''}`, { cache: 'no-store' });
    return response.ok ? response.text() : null;
  };
}
