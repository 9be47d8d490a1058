// K2: the same tokens to Microsoft's validator and to the bot; the verdicts must agree but for the rows that are named.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import connector from 'botframework-connector';
import { Issuer, appId, botUrl, emulatorV1, emulatorV2, otherBot } from './lib.mjs';

const { AuthenticationConfiguration, BotFrameworkAuthenticationFactory, PasswordServiceClientCredentialFactory } = connector;
const issuer = new Issuer();
await issuer.start();
const service = 'https://smba.example.com/';
const theirs = BotFrameworkAuthenticationFactory.create(
  '', true, issuer.url, 'https://api.botframework.com', 'https://api.botframework.com', '', `${issuer.url}/metadata`, `${issuer.url}/metadata`, 'x',
  new PasswordServiceClientCredentialFactory(appId, 'p', '', true, issuer.url),
  new AuthenticationConfiguration(undefined, async claims => {
    const from = claims.find(c => c.type === 'azp' || c.type === 'appid')?.value;
    const to = claims.find(c => c.type === 'aud')?.value;
    if (claims.some(c => c.type === 'ver') && from !== to && from !== otherBot) throw Object.assign(new Error('not allowed'), { statusCode: 401 });
  }));

const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');
const good = () => issuer.token({ serviceurl: service });
const none = () => `${part({ alg: 'none', typ: 'JWT', kid: 'k1' })}.${good().split('.')[1]}.`;
const confused = () => {
  const head = `${part({ alg: 'HS256', typ: 'JWT', kid: 'k1' })}.${good().split('.')[1]}`;
  return `${head}.${createHmac('sha256', issuer.keys.get('k1').publicKey.export({ type: 'spki', format: 'pem' })).update(head).digest('base64url')}`;
};
const tampered = () => {
  const [head, body, signature] = good().split('.');
  return `${head}.${Buffer.from(Buffer.from(body, 'base64url').toString().replace('smba', 'evil')).toString('base64url')}.${signature}`;
};

// name, token, activity, and where our rule is stricter: why.
const rows = [
  ['good', good],
  ['no header', () => null],
  ['not a token', () => 'abc', {}],
  ['wrong audience', () => issuer.token({ serviceurl: service, audience: otherBot })],
  ['no audience', () => issuer.token({ serviceurl: service, audience: null })],
  ['wrong issuer', () => issuer.token({ serviceurl: service, issuer: 'https://evil.example.com' })],
  ['expired 2 minutes ago', () => issuer.token({ serviceurl: service, seconds: -120 })],
  ['expired 6 minutes ago', () => issuer.token({ serviceurl: service, seconds: -360 })],
  ['expired 10 minutes ago', () => issuer.token({ serviceurl: service, seconds: -600 })],
  ['begins in 2 minutes', () => issuer.token({ serviceurl: service, before: 120 })],
  ['begins in 10 minutes', () => issuer.token({ serviceurl: service, before: 600 })],
  ['unknown key id', () => issuer.token({ serviceurl: service, kid: 'k9' })],
  ['another key under a known id', () => issuer.token({ serviceurl: service, key: issuer.unpublished.privateKey })],
  ['RS384', () => issuer.token({ serviceurl: service, algorithm: 'RS384' })],
  ['RS512', () => issuer.token({ serviceurl: service, algorithm: 'RS512' })],
  ['PS256', () => issuer.token({ serviceurl: service, algorithm: 'PS256' })],
  ['alg none', none],
  ['HS256 with the public key', confused],
  ['tampered payload', tampered],
  ['serviceurl differs', () => issuer.token({ serviceurl: 'https://evil.example.com/' })],
  ['serviceurl differs by a slash', () => issuer.token({ serviceurl: 'https://smba.example.com' })],
  ['no serviceurl claim', () => issuer.token({})],
  ['channel not endorsed', good, { channelId: 'facebook' }],
  ['activity without serviceUrl', good, { serviceUrl: undefined }, 'the documentation demands the match'],
  ['emulator v1', () => issuer.token({ issuer: emulatorV1, ver: '1.0', appid: appId }), {}, 'the Emulator is switched off'],
  ['emulator v2', () => issuer.token({ issuer: emulatorV2, ver: '2.0', azp: appId }), {}, 'the Emulator is switched off'],
  ['an allowed bot', () => issuer.token({ issuer: emulatorV2, ver: '2.0', azp: otherBot })],
  ['a bot that is not allowed', () => issuer.token({ issuer: emulatorV2, ver: '2.0', azp: '00000000-0000-4000-8000-000000000001' })]
];

let stricter = 0;
for (const [name, make, change = {}, why] of rows) {
  const token = make();
  const activity = { type: 'message', id: `k2-${name}`, channelId: 'test', serviceUrl: service, text: 'hai', from: { id: 'u' }, recipient: { id: 'bot' }, conversation: { id: 'k2' }, ...change };
  const header = token === null ? '' : `Bearer ${token}`;
  let verdict = 'accepted';
  try {
    await theirs.authenticateRequest(activity, header);
  } catch (failure) {
    verdict = `refused (${failure.statusCode ?? failure.name})`;
  }
  const answer = await fetch(`${botUrl}/api/messages`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: header }) }, body: JSON.stringify(activity)
  });
  const ours = answer.status === 200 ? 'accepted' : `refused (${answer.status})`;
  const agree = (verdict === 'accepted') === (ours === 'accepted');
  console.log(`${name.padEnd(32)} theirs ${verdict.padEnd(28)} ours ${ours}${agree ? '' : `  stricter: ${why}`}`);
  assert.ok(ours === 'accepted' || answer.status === 401, `${name}: ${answer.status}`);
  assert.ok(agree || (why && ours !== 'accepted'), `${name}: the verdicts differ`);
  if (!agree) stricter++;
}
assert.equal(stricter, rows.filter(r => r[3]).length, 'a named stricter row is none any more');
console.log(`${rows.length} tokens, ${stricter} rows where the bot is stricter`);
process.exit(0);
