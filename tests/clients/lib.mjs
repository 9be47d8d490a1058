// What the scripts share: a local issuer of tokens, a small web server, and the check of every activity that the bot sends.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { activityZodSchema } from '@microsoft/agents-activity';
import Ajv from 'ajv';
import formats from 'ajv-formats';
import jwt from 'jsonwebtoken';

export const botUrl = process.env.BOT_URL;
export const appId = process.env.APP_ID;
export const otherBot = process.env.OTHER_BOT;
export const emulatorV1 = 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/';
export const emulatorV2 = 'https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0';

const published = JSON.parse(readFileSync(new URL('../LinkAndMatch.Bot.Channels.Tests/BotFramework/activity.schema.json', import.meta.url), 'utf8'));
// The schema demands every field of a card, even the tap on the card itself; the specification makes them optional (C4000 and following).
delete published.definitions.HeroCard.required;
const schemas = formats(new Ajv({ strict: false, allErrors: true })).addSchema(published, 'protocol');
const isActivity = schemas.getSchema('protocol#/definitions/Activity');
const isHeroCard = schemas.getSchema('protocol#/definitions/HeroCard');

let checked = 0;

/** Holds an activity of the bot against the published JSON Schema and against the schema of Microsoft's living SDK. */
export const check = activity => {
  const result = activityZodSchema.passthrough().safeParse(activity);
  assert.ok(result.success, `not an activity by zod: ${JSON.stringify(activity)} ${result.success ? '' : result.error}`);
  assert.ok(isActivity(activity), `not an activity by the JSON Schema: ${JSON.stringify(activity)} ${JSON.stringify(isActivity.errors)}`);
  for (const card of (activity.attachments ?? []).filter(a => a.contentType === 'application/vnd.microsoft.card.hero'))
    assert.ok(isHeroCard(card.content), `not a hero card: ${JSON.stringify(card)} ${JSON.stringify(isHeroCard.errors)}`);
  checked++;
  return activity;
};

export const checkedActivities = () => checked;

// The bot keeps a key that it has fetched, so all scripts that speak to one bot sign with the same.
const given = () => {
  const privateKey = createPrivateKey(process.env.ISSUER_KEY);
  return { privateKey, publicKey: createPublicKey(privateKey) };
};

/** Plays the services that publish keys and hand out tokens. */
export class Issuer {
  keys = new Map([['k1', { ...given(), endorsements: ['test', 'msteams', 'webchat'] }]]);
  unpublished = generateKeyPairSync('rsa', { modulusLength: 2048 });
  url = `http://127.0.0.1:${process.env.ISSUER_PORT}`;
  /** Milliseconds by which its clock is ahead. */
  ahead = 0;

  async start(more = () => false) {
    this.server = createServer(async (request, response) => {
      const path = new URL(request.url, this.url).pathname;
      if (path === '/metadata') return json(response, { issuer: 'https://api.botframework.com', jwks_uri: `${this.url}/keys`, id_token_signing_alg_values_supported: ['RS256'] });
      if (path === '/keys') {
        return json(response, {
          keys: [...this.keys].map(([kid, key]) => ({ ...key.publicKey.export({ format: 'jwk' }), kid, use: 'sig', ...(key.endorsements ? { endorsements: key.endorsements } : {}) }))
        });
      }
      if (path.endsWith('/oauth2/v2.0/token')) return json(response, { token_type: 'Bearer', expires_in: 3600, access_token: this.botToken?.() ?? 'token-of-the-bot' });
      if (!await more(request, response)) {
        response.statusCode = 404;
        response.end();
      }
    });
    await new Promise(done => this.server.listen(Number(process.env.ISSUER_PORT), '127.0.0.1', done));
  }

  token({ kid = 'k1', key, algorithm = 'RS256', issuer = 'https://api.botframework.com', audience = appId, seconds = 1800, before = -1200, serviceurl, ...claims } = {}) {
    const now = Math.floor((Date.now() + this.ahead) / 1000);
    const payload = { iss: issuer, nbf: now + before, exp: now + seconds, ...claims };
    if (audience !== null) payload.aud = audience;
    if (serviceurl !== undefined) payload.serviceurl = serviceurl;
    return jwt.sign(payload, key ?? this.keys.get('k1').privateKey, { algorithm, keyid: kid, noTimestamp: true, allowInsecureKeySizes: true });
  }
}

export const json = (response, body, status = 200) => {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
  return true;
};

export const bodyOf = async request => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
};

export const until = async (condition, what, seconds = 60) => {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await condition();
    if (value) return value;
    assert.ok(Date.now() < end, `waited ${seconds} s in vain: ${what}`);
    await new Promise(done => setTimeout(done, 25));
  }
};

/** Runs named checks one after another; the first that fails ends the script. */
export const run = async checks => {
  for (const [name, body] of Object.entries(checks)) {
    try {
      await body();
      console.log(`ok ${name}`);
    } catch (failure) {
      console.log(`FAILED ${name}: ${failure?.stack ?? failure}`);
      process.exit(1);
    }
  }
  console.log(`${Object.keys(checks).length} checks, ${checked} activities of the bot held against both schemas`);
  process.exit(0);
};
