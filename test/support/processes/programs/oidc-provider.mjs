// node oidc-provider.mjs: a real OpenID Connect provider on a free port of localhost, with the client and the accounts
// of OIDC_TEST (JSON). It runs in a separate process, since the package has only ES modules, which Jest cannot
// transform. Prints its issuer once it listens.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const { client, accounts, claims, inIdToken = false } = JSON.parse(process.env.OIDC_TEST ?? '{}');
const key = (kty, options, alg) => ({
  ...generateKeyPairSync(kty, options).privateKey.export({ format: 'jwk' }),
  alg,
  use: 'sig',
  kid: alg,
});

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://localhost:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [client],
    claims,
    conformIdTokenClaims: !inIdToken,
    jwks: { keys: [key('rsa', { modulusLength: 2048 }, 'RS256'), key('ec', { namedCurve: 'P-256' }, 'ES256')] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    pkce: { required: () => true },
    features: { rpInitiatedLogout: { enabled: true } },
    findAccount: (_ctx, id) => accounts[id] && { accountId: id, claims: async () => ({ sub: id, ...accounts[id] }) },
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
