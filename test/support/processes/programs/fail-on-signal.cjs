// Preloaded by a role that is to fail where nobody awaits or catches it: SIGHUP rejects, SIGUSR2 throws.
const personal = () => new Error('ann@example.org wrote\n    at ann@example.org (/home/ann:1:1)');

process.on('SIGHUP', () => {
  void Promise.reject(personal());
});
process.on('SIGUSR2', () => {
  throw personal();
});
