// Paths of the browser engines other than Chromium, for the check whether they exist and for starting them.
const { existsSync } = require('node:fs');
const { arch } = require('node:process');

const first = (paths) => paths.find((path) => path && existsSync(path));

const gnu = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[arch];

module.exports = {
  firefox: () => first([process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox']),
  webkitDriver: () => first(['/usr/bin/WebKitWebDriver']),
  webkitBrowser: () =>
    first([`/usr/lib/${gnu}/webkit2gtk-4.1/MiniBrowser`, `/usr/lib/${gnu}/webkitgtk-6.0/MiniBrowser`]),
  virtualScreen: () => first(['/usr/bin/Xvfb']),
};
