// For a site with its own sign-in: the element calls this function for a token, also after a token was refused.
const thread = document.querySelector('comment-thread[data-sign-in]');
if (thread) {
  thread.tokenProvider = async ({ fresh }) => {
    const response = await fetch(`/token${fresh ? '?fresh' : ''}`, { cache: 'no-store' });
    return response.ok ? response.text() : null;
  };
}
