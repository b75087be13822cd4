// Preloaded into a role to make it fail on a signal: SIGHUP causes an unhandled rejection, SIGUSR2 an uncaught exception.
const personal = () => new Error('ann@example.org wrote\n    at ann@example.org (/home/ann:1:1)');

process.on('SIGHUP', () => {
  void Promise.reject(personal());
});
process.on('SIGUSR2', () => {
  throw personal();
});
