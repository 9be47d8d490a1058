// People for the golden conversations, each on a wire by Microsoft's own client: LinkAndMatch.Bot.Clients.Tests tells them what to do, one line of JSON a command.
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { botClient } from './bot-client.mjs';
import { input, visit } from './browser.mjs';
import { Issuer, appId, bodyOf, check, checkedActivities, json, otherBot, until } from './lib.mjs';
import { Status, hurried, openPage, plain } from './line.mjs';

const out = process.stdout;
// The answers alone go there.
console.log = console.info = console.warn = (...words) => console.error(...words);

const bots = activities => activities.filter(a => a.from?.role === 'bot' && a.type === 'message');
const sequence = activity => activity.channelData?.['webchat:sequence-id'] ?? 0;

/** What a person does, as an activity; files stand apart. */
const activityOf = ({ kind, text, choice, of, latitude, longitude }) => {
  switch (kind) {
    case 'text': return { type: 'message', text };
    case 'tap': return { type: 'message', text, value: { choice } };
    case 'edit': return { type: 'messageUpdate', id: of, text };
    case 'place': return { type: 'message', entities: [{ type: 'Place', geo: { type: 'GeoCoordinates', latitude, longitude } }] };
    case 'file': return { type: 'message' };
    default: throw new Error(`nobody can ${kind} here`);
  }
};

// --- expectReplies: BotFrameworkClient, and a connector for what comes later ---

const issuer = new Issuer();
const byConversation = new Map();
let client;

const connector = async (request, response) => {
  const match = /^\/service\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(new URL(request.url, issuer.url).pathname);
  const person = match && byConversation.get(decodeURIComponent(match[1]));
  if (!person) return false;
  if (request.method !== 'DELETE') person.hear(JSON.parse(await bodyOf(request)));
  return json(response, { id: `late-${person.heard.length}` });
};

class Caller {
  heard = [];
  given = 0;
  sent = new Map();
  answered = new Set();

  async open({ url, conversation, locale, name, who }) {
    client ??= botClient(issuer, otherBot);
    Object.assign(this, { url, conversation, locale, from: { id: who, name } });
    byConversation.set(conversation, this);
    return { conversation };
  }

  hear(activity) { this.heard.push(check(activity)); }

  // The answer may never come, when the bot dies over it: what it would have held then comes by the connector.
  async post({ id, act }) {
    const { content, contentType, fileName, ...rest } = act;
    const files = content ? { attachments: [{ contentType, name: fileName, contentUrl: `data:${contentType};base64,${content}` }] } : {};
    this.sent.set(id, { id, ...activityOf(rest), ...files });
    return this.again({ id });
  }

  async again({ id }) {
    const activity = this.sent.get(id);
    const answer = await until(async () => {
      const given = await client.postActivity(otherBot, appId, `${this.url}/api/messages`, `${issuer.url}/service/`, this.conversation, {
        channelId: 'test', from: this.from, locale: this.locale, recipient: { id: 'bot', name: 'Bot' }, conversation: { id: 'own' }, deliveryMode: 'expectReplies', ...activity
      });
      // What was not taken is to be sent again.
      return given.status !== 503 && given;
    }, `the bot to take ${id}`);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    // The same activity again gets the same replies again: they are old.
    if (!this.answered.has(id)) answer.body.activities.forEach(a => this.hear(a));
    this.answered.add(id);
    return { id, messageId: activity.id };
  }

  async hearUpTo() {
    const news = this.heard.slice(this.given);
    this.given = this.heard.length;
    return { activities: news };
  }

  async close() { byConversation.delete(this.conversation); }
}

// --- Direct Line: directlinejs, over its socket or by polling ---

let world;

class Line {
  heard = [];
  given = 0;
  sent = new Map();
  watermark = '0';

  async open({ url, locale, name, polling }) {
    world ??= openPage(process.env.PAGE);
    Object.assign(this, { url, locale, name, polling });
    await this.connect();
    await until(() => bots(this.heard).length > 0, 'a greeting');
    return { conversation: this.conversation };
  }

  // As the page does: the cookie finds the conversation again, whatever became of the token.
  async connect() {
    const former = this.line;
    this.line = null;
    former?.end();
    const answer = await fetch(`${this.url}/webchat/token`, { method: 'POST', headers: { origin: this.url, ...(this.cookie ? { cookie: this.cookie } : {}) } });
    if (!answer.ok) throw new Error(`no token: ${answer.status}`);
    this.cookie = answer.headers.get('set-cookie').split(';')[0];
    const { conversationId, token, userId, resumed } = await answer.json();
    Object.assign(this, { conversation: conversationId, user: userId });
    const line = this.line = new world.DirectLine({
      domain: `${this.url}/v3/directline`, token, webSocket: !this.polling, pollingInterval: 200, ...hurried,
      conversationStartProperties: { locale: this.locale },
      ...(resumed ? { conversationId, watermark: this.watermark } : {})
    });
    line.connectionStatus$.subscribe(status => {
      if (line === this.line && [Status.expired, Status.failed, Status.ended].includes(status)) setTimeout(() => this.reconnect(line), 20);
    });
    line.activity$.subscribe(a => {
      this.watermark = line.watermark || this.watermark;
      this.heard.push(check(plain(a)));
    }, () => setTimeout(() => this.reconnect(line), 20));
  }

  async reconnect(lost) {
    while (this.line === lost) await this.connect().catch(() => { this.line = lost; return new Promise(done => setTimeout(done, 50)); });
  }

  async post({ id, act }) {
    const { content, contentType, fileName, ...rest } = act;
    this.sent.set(id, { activity: { ...activityOf(rest), locale: this.locale, from: { id: this.user, name: this.name }, channelData: { clientActivityID: id } }, content, contentType, fileName });
    return this.again({ id });
  }

  // Microsoft's client does not repeat what was not taken: its page offers to, and sends the same under the same id.
  async again({ id }) {
    const { activity, content, contentType, fileName } = this.sent.get(id);
    const messageId = await until(async () => {
      if (!this.line) return null;
      if (content) return this.upload(activity, content, contentType, fileName);
      const got = await new Promise(done => this.line.postActivity(activity).subscribe(done, () => done('retry')));
      return got === 'retry' ? null : got;
    }, `the bot to take ${id}`);
    return { id, messageId };
  }

  // The client would fetch the file from an address of its page; here it goes up as the client then sends it.
  async upload(activity, content, contentType, fileName) {
    const form = new FormData();
    form.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }));
    form.append('file', new Blob([Buffer.from(content, 'base64')], { type: contentType }), fileName);
    const answer = await fetch(`${this.url}/v3/directline/conversations/${this.conversation}/upload?userId=${this.user}`, { method: 'POST', headers: { authorization: `Bearer ${this.line.token}` }, body: form });
    return answer.ok ? (await answer.json()).id : null;
  }

  async hearUpTo({ upTo }) {
    const all = () => this.heard.some(a => sequence(a) >= upTo);
    // Without its socket Microsoft's client falls silent for ever at the first request that is lost, and tells nobody: its page begins it again.
    if (upTo && this.polling) await until(all, 'news', 2).catch(() => this.line && this.reconnect(this.line));
    if (upTo) await until(all, `what was said up to ${upTo}; heard ${this.heard.map(sequence)}`);
    const order = this.heard.map(sequence);
    assert.deepEqual(order, [...new Set(order)].sort((a, b) => a - b), 'each once and in order');
    const news = bots(this.heard.slice(this.given));
    this.given = this.heard.length;
    return { activities: news };
  }

  async close() {
    const last = this.line;
    this.line = null;
    last?.end();
  }
}

// --- Web Chat in Chromium: keys, clicks and eyes ---

class Visitor {
  given = 0;
  sent = new Map();

  async open({ url }) {
    this.me = await visit(url);
    this.folder = await mkdtemp(join(tmpdir(), 'people-'));
    this.me.session.on('Network.requestWillBeSent', ({ requestId, request }) => {
      if (request.method === 'POST' && /\/conversations\/[^/]+\/(activities|upload)/.test(request.url)) this.request = { requestId, request };
    });
    this.me.session.on('Network.loadingFinished', ({ requestId }) => { if (requestId === this.request?.requestId) this.request.done = true; });
    await until(() => bots(this.heard()).length > 0, 'a greeting');
    const [first] = this.heard();
    return { conversation: first.conversation.id };
  }

  /** Each activity once, though a page that had to begin anew hears all of them again. */
  heard() { return [...new Map(this.me.activities.map(a => [a.id, a])).values()].sort((a, b) => sequence(a) - sequence(b)); }

  async post({ id, act }) {
    this.request = null;
    const { page } = this.me;
    if (act.kind === 'file') {
      const file = join(this.folder, act.fileName);
      await writeFile(file, Buffer.from(act.content, 'base64'));
      await (await page.$('#chat input[type=file]')).uploadFile(file);
    } else if (act.kind === 'tap') {
      await this.press(act);
    } else {
      assert.equal(act.kind, 'text', `nobody can ${act.kind} here`);
      await until(() => page.evaluate(s => document.querySelector(s) !== null && document.querySelector('#state').hidden, input), 'the page to be connected');
      await page.focus(input);
      await page.keyboard.sendCharacter(act.text);
      await page.keyboard.press('Enter');
    }
    // A page whose token has ended gets a new one and sends again by itself; what was not taken it offers to send again.
    const { request, answer } = await until(async () => {
      if (!this.request?.done) return null;
      const { requestId, request } = this.request;
      const answer = JSON.parse((await this.me.session.send('Network.getResponseBody', { requestId })).body);
      if (answer.error?.code === 'ServiceUnavailable') {
        const again = await page.evaluate(() => {
          const button = [...document.querySelectorAll('#chat button')].filter(b => b.innerText.trim() === 'Coba lagi').at(-1);
          button?.click();
          return button !== undefined;
        });
        if (again && this.request.requestId === requestId) this.request = null;
      }
      return !['TokenExpired', 'ServiceUnavailable'].includes(answer.error?.code) && { request, answer };
    }, 'the page to send it');
    assert.ok(answer.id, `the bot took nothing: ${JSON.stringify(answer)}`);
    this.sent.set(id, request);
    return { id, messageId: answer.id };
  }

  async press({ on, text }) {
    const button = await until(
      () => this.me.page.evaluateHandle((label, nth) => {
        const bubbles = [...document.querySelectorAll('#chat .webchat__basic-transcript__activity')].filter(a => !a.querySelector('.webchat__bubble--from-user'));
        const own = nth < 0 ? [] : [...bubbles[nth]?.querySelectorAll('button') ?? []];
        const offered = nth < 0 || nth === bubbles.length - 1 ? [...document.querySelectorAll('#chat .webchat__suggested-actions button')] : [];
        return [...own, ...offered].find(b => b.innerText.trim() === label) ?? null;
      }, text, bots(this.heard()).findIndex(a => a.id === on)).then(h => h.asElement()),
      `a button "${text}" that can be pressed`);
    // By the page's own event: while the transcript scrolls, a place on the screen is a moving target.
    await button.evaluate(b => b.click());
  }

  // The network delivers once more what it has delivered before.
  async again({ id }) {
    const { url, headers, postData } = this.sent.get(id);
    const answer = await this.me.page.evaluate(
      (to, given, body) => fetch(to, { method: 'POST', headers: { authorization: given.authorization ?? given.Authorization, 'content-type': given['content-type'] ?? given['Content-Type'] }, body }).then(a => a.json()),
      url, headers, postData);
    return { id, messageId: answer.id };
  }

  async hearUpTo({ upTo }) {
    if (upTo) await until(() => this.heard().some(a => sequence(a) >= upTo), `what was said up to ${upTo}; heard ${this.heard().map(sequence)}`);
    const all = bots(this.heard());
    const seen = await until(async () => {
      const bubbles = await this.me.page.evaluate(() => [...document.querySelectorAll('#chat .webchat__basic-transcript__activity')]
        .filter(a => !a.querySelector('.webchat__bubble--from-user'))
        .map(a => ({ text: [...a.querySelectorAll('.webchat__text-content')].map(t => t.innerText).join('\n'), buttons: [...a.querySelectorAll('.ac-pushButton')].map(b => b.innerText.trim()) })));
      return bubbles.length === all.length && bubbles;
    }, `${all.length} bubbles of the bot`);
    const offered = await until(async () => {
      const labels = await this.me.page.evaluate(() => [...document.querySelectorAll('#chat .webchat__suggested-actions button')].map(b => b.innerText.trim()));
      const wanted = (this.heard().at(-1)?.suggestedActions?.actions ?? []).map(a => a.title);
      return labels.join('|') === wanted.join('|') && { labels };
    }, 'the suggested answers').then(o => o.labels);
    const activities = all.slice(this.given).map((activity, i) => {
      const bubble = seen[this.given + i];
      const card = (activity.attachments ?? []).flatMap(a => a.content?.buttons ?? []).map(b => b.title);
      assert.deepEqual(bubble.buttons, card, 'the buttons on the card');
      return { ...activity, seen: bubble.text };
    });
    this.given = all.length;
    assert.deepEqual(this.me.foreign, [], 'no other host is asked');
    return { activities, offered };
  }

  async close() { await this.me.close(); }
}

const wires = { 'expect replies': Caller, 'direct line': Line, 'direct line polled': Line, 'web chat': Visitor };
const people = new Map();

await issuer.start(connector);

for await (const line of createInterface({ input: process.stdin })) {
  const { number, does, key, ahead, ...what } = JSON.parse(line);
  // The bot's clock may be put forward; those who sign tokens for it go with it.
  issuer.ahead = ahead;
  const answer = async () => {
    switch (does) {
      case 'open': {
        const person = new wires[what.wire]();
        people.set(key, person);
        return person.open({ ...what, polling: what.wire.endsWith('polled') });
      }
      case 'post': return people.get(key).post(what);
      case 'again': return people.get(key).again(what);
      case 'hear': return people.get(key).hearUpTo(what);
      case 'close':
        await people.get(key)?.close();
        people.delete(key);
        return {};
      case 'count': return { checked: checkedActivities() };
      default: throw new Error(`unknown: ${does}`);
    }
  };
  answer().then(done => ({ number, ...done }), failure => ({ number, failure: String(failure?.stack ?? failure) })).then(reply => out.write(`${JSON.stringify(reply)}\n`));
}
process.exit(0);
