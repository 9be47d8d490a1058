// K5: Microsoft's directlinejs in a page of jsdom, which enforces CORS as browsers do, against the running bot.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { Status, hurried, openPage, plain } from './line.mjs';
import { botUrl, check, run, until } from './lib.mjs';

const secret = process.env.SECRET;
const page = process.env.PAGE;
const domain = `${botUrl}/v3/directline`;

const call = async (path, bearer, body) => {
  const answer = await fetch(domain + path, { method: 'POST', headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) });
  return { status: answer.status, ...(await answer.json()) };
};
const tokenFor = async user => (await call('/tokens/generate', secret, { user: { id: user } })).token;

const connect = (options, origin = page) => {
  const { dom, errors, DirectLine } = openPage(origin);
  const line = new DirectLine({ domain, ...options });
  const me = { line, dom, errors, heard: [], states: [] };
  line.connectionStatus$.subscribe(s => me.states.push(s));
  line.activity$.subscribe(a => me.heard.push(check(plain(a))), e => me.errors.push(String(e)));
  me.say = (text, more = {}) => new Promise((done, failed) => line.postActivity({ type: 'message', text, from: { id: 'x' }, channelData: { clientActivityID: `${Math.random()}` }, ...more }).subscribe(done, failed));
  me.answersTo = id => until(() => me.heard.filter(a => a.replyToId === id).length > 0 && me.heard.filter(a => a.replyToId === id), `an answer to ${id}; heard ${me.heard.length}, states ${me.states}, ${me.errors}`);
  me.close = () => { line.end(); dom.window.close(); };
  return me;
};

/** Stands between the client and the bot, and can cut every stream. */
const cutter = async () => {
  const { connect: dial } = await import('node:net');
  const { createServer: listen } = await import('node:net');
  const pairs = new Set();
  const target = new URL(botUrl);
  const server = listen(incoming => {
    const outgoing = dial(Number(target.port), target.hostname);
    const pair = { incoming, outgoing, stream: false };
    pairs.add(pair);
    incoming.on('data', data => {
      if (/^GET [^ ]*\/stream\?/.test(data.toString('latin1', 0, 400))) pair.stream = true;
      outgoing.write(data);
    });
    outgoing.on('data', data => incoming.write(data));
    const end = () => { pairs.delete(pair); incoming.destroy(); outgoing.destroy(); };
    for (const side of [incoming, outgoing]) { side.on('close', end); side.on('error', end); }
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return {
    domain: `http://127.0.0.1:${server.address().port}/v3/directline`,
    streams: () => [...pairs].filter(p => p.stream).length,
    cut: () => { for (const p of pairs) if (p.stream) { p.incoming.destroy(); p.outgoing.destroy(); } },
    close: () => { for (const p of pairs) { p.incoming.destroy(); p.outgoing.destroy(); } server.close(); }
  };
};

await run({
  'a token, the stream, and a conversation over it': async () => {
    const me = connect({ token: await tokenFor('dl_stream') });
    await until(() => me.heard.length > 0, 'a greeting');
    assert.ok(me.heard.every(a => a.from.role === 'bot'));
    const id = await me.say('/bantuan');
    await me.answersTo(id);
    const echo = me.heard.find(a => a.id === id);
    assert.deepEqual([echo.from.id, echo.from.role, echo.text], ['dl_stream', 'user', '/bantuan']);
    assert.ok(me.heard.findIndex(a => a.id === id) < me.heard.findIndex(a => a.replyToId === id), 'the echo comes before the answer');
    assert.deepEqual(me.states.filter(s => s >= Status.online), [Status.online]);
    me.close();
  },
  'polling': async () => {
    const me = connect({ token: await tokenFor('dl_polling'), webSocket: false, pollingInterval: 200 });
    await until(() => me.heard.length > 0, 'a greeting');
    await me.answersTo(await me.say('/bantuan'));
    assert.equal(new Set(me.heard.map(a => a.id)).size, me.heard.length);
    me.close();
  },
  'the secret, from a program': async () => {
    const started = await call('/conversations', secret, { user: { id: 'dl_server' } });
    assert.equal(started.status, 201);
    const posted = await fetch(`${domain}/conversations/${started.conversationId}/activities`, { method: 'POST', headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }, body: JSON.stringify({ type: 'message', text: 'hai', from: { id: 'server-user' } }) });
    assert.equal(posted.status, 200);
  },
  'the secret is refused from a page': async () => {
    const me = connect({ secret });
    await until(() => me.states.includes(Status.failed), 'a refusal');
    me.close();
  },
  'a page that is not trusted gets nothing': async () => {
    const me = connect({ token: await tokenFor('dl_evil') }, 'http://evil.example.com');
    // The client sees only that its request failed, and asks again and again.
    await until(() => me.errors.some(e => e.includes('Cross')), 'the browser to refuse it');
    assert.ok(me.heard.length === 0 && !me.states.includes(Status.online));
    me.close();
  },
  'resume with a watermark brings what came since, once': async () => {
    const first = connect({ token: await tokenFor('dl_resume') });
    await until(() => first.heard.length > 0, 'a greeting');
    const watermark = first.line.watermark;
    await first.answersTo(await first.say('/bantuan'));
    const { conversationId, token } = first.line;
    first.close();
    const second = connect({ token, conversationId, watermark });
    await until(() => second.heard.length >= 2, 'what came since');
    assert.equal(second.heard[0].text, '/bantuan');
    second.close();
  },
  'a token that has run out is told, and the conversation goes on with a new one': async () => {
    const expired = process.env.EXPIRED_TOKEN;
    assert.deepEqual(await call('/tokens/refresh', expired).then(a => [a.status, a.error.code]), [403, 'TokenExpired']);
    const me = connect({ token: await tokenFor('dl_expired'), webSocket: false, pollingInterval: 200 });
    await until(() => me.heard.length > 0, 'a greeting');
    const { conversationId, token } = me.line;
    me.line.token = expired;
    assert.equal(await me.say('/bantuan'), 'retry');
    await until(() => me.states.includes(Status.expired), 'the client to be told');
    me.line.reconnect({ conversationId, token });
    await me.answersTo(await me.say('/bantuan'));
    me.close();
  },
  'an unknown conversation ends it': async () => {
    const me = connect({ token: await tokenFor('dl_unknown'), conversationId: 'nowhere' });
    await until(() => me.states.includes(Status.failed) || me.states.includes(Status.ended), 'an end');
    me.close();
  },
  'two files go up with their message': async () => {
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const files = createServer((request, response) => { response.setHeader('access-control-allow-origin', '*'); response.setHeader('access-control-allow-headers', 'x-requested-with'); response.setHeader('content-type', 'image/png'); response.end(png); });
    await new Promise(done => files.listen(0, '127.0.0.1', done));
    const at = `http://127.0.0.1:${files.address().port}`;
    const me = connect({ token: await tokenFor('dl_files') });
    await until(() => me.heard.length > 0, 'a greeting');
    // The client fetches each file from the address that its page gives, and sends all in parts of one post.
    const id = await me.say('dua foto', { attachments: ['a.png', 'b.png'].map(name => ({ contentType: 'image/png', contentUrl: `${at}/${name}`, name })) });
    const echo = await until(() => me.heard.find(a => a.id === id), 'the echo of the upload');
    assert.deepEqual(echo.attachments.map(a => [a.contentType, a.name]), [['image/png', 'a.png'], ['image/png', 'b.png']]);
    for (const file of echo.attachments) assert.deepEqual(Buffer.from(await (await fetch(file.contentUrl)).arrayBuffer()), png);
    me.close();
    files.close();
  },
  'fifty cut streams lose, double and mix nothing': async () => {
    const between = await cutter();
    const token = await tokenFor('dl_cuts');
    const { dom, DirectLine } = openPage(page);
    const line = new DirectLine({ domain: between.domain, token, ...hurried });
    const heard = [];
    line.connectionStatus$.subscribe(() => {});
    line.activity$.subscribe(a => heard.push(check(plain(a))));
    await until(() => heard.length > 0, 'a greeting');
    const sent = [];
    for (let round = 0; round < 50; round++) {
      await until(() => between.streams() > 0, `a stream in round ${round}`);
      const post = new Promise((done, failed) => line.postActivity({ type: 'message', text: `/bantuan ${round}`, from: { id: 'x' }, channelData: { clientActivityID: `cut-${round}` } }).subscribe(done, failed));
      if (round % 2) await new Promise(done => setTimeout(done, Math.random() * 40));
      between.cut();
      sent.push(await post);
    }
    await until(() => sent.every(id => heard.some(a => a.replyToId === id)), 'all answers', 60);
    const ids = heard.map(a => a.id);
    assert.equal(new Set(ids).size, ids.length, 'none doubled');
    assert.deepEqual(heard.filter(a => sent.includes(a.id)).map(a => a.id), sent, 'none lost, in order');
    const order = heard.map(a => a.channelData['webchat:sequence-id']);
    assert.deepEqual(order, order.map((_, i) => order[0] + i), 'no gap');
    line.end();
    dom.window.close();
    between.close();
  }
});
