// K4: the bot answers to a serviceUrl whose paths and bodies are read by Microsoft's own Connector routes.
import assert from 'node:assert/strict';
import botbuilder from 'botbuilder';
import { Issuer, botUrl, check, json, run, until } from './lib.mjs';

const { ChannelServiceHandlerBase, ChannelServiceRoutes } = botbuilder;
const said = [];

class Channel extends ChannelServiceHandlerBase {
  async authenticate(header) { return header; }
  async onSendToConversation(header, conversation, activity) { return this.keep('send', header, conversation, null, activity); }
  async onReplyToActivity(header, conversation, activityId, activity) { return this.keep('reply', header, conversation, activityId, activity); }
  async onUpdateActivity(header, conversation, activityId, activity) { return this.keep('update', header, conversation, activityId, activity); }
  async onDeleteActivity(header, conversation, activityId) { this.keep('delete', header, conversation, activityId, null); }
  keep(how, header, conversation, activityId, activity) {
    said.push({ how, header, conversation, activityId, activity });
    return { id: `m|${said.length}` };
  }
}

// The few things of a web server that the routes use.
const routes = [];
const register = method => (path, handler) => routes.push({ method, pattern: new RegExp(`^/service${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`), handler });
new ChannelServiceRoutes(new Channel()).register({ post: register('POST'), put: register('PUT'), get: register('GET'), delete: register('DELETE') });
const issuer = new Issuer();
await issuer.start((request, response) => {
  const path = new URL(request.url, issuer.url).pathname;
  const route = routes.find(r => r.method === request.method && r.pattern.test(path));
  if (!route) return false;
  request.params = Object.fromEntries(Object.entries(path.match(route.pattern).groups).map(([k, v]) => [k, decodeURIComponent(v)]));
  response.status = code => { response.statusCode = code; return response; };
  response.send = body => response.write(JSON.stringify(body));
  route.handler(request, response, () => {});
  return true;
});

const service = `${issuer.url}/service`;
let sent = 0;
const post = async (activity, conversation = 'a:1|ä/ö 😀') => {
  const id = `${conversation}|${++sent}`;
  const answer = await fetch(`${botUrl}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${issuer.token({ serviceurl: service })}` },
    body: JSON.stringify({ id, channelId: 'msteams', serviceUrl: service, from: { id: '29:x', name: 'Siti' }, recipient: { id: '28:bot', name: 'Bot' }, conversation: { id: conversation }, ...activity })
  });
  assert.deepEqual([answer.status, await answer.text()], [200, '']);
  return id;
};
const answers = async (id, how = 'reply') => {
  await until(() => said.some(s => s.activityId === id), `a reply to ${id}`);
  await new Promise(done => setTimeout(done, 200));
  const mine = said.filter(s => s.activityId === id);
  mine.forEach(m => { assert.equal(m.how, how); if (m.activity) check(JSON.parse(JSON.stringify(m.activity))); });
  return mine;
};

await run({
  'a reply comes to the path of the activity that it answers, with the bot\'s token': async () => {
    const id = await post({ type: 'message', text: 'halo' });
    const [reply] = await answers(id);
    assert.deepEqual([reply.conversation, reply.header, reply.activity.replyToId], ['a:1|ä/ö 😀', 'Bearer token-of-the-bot', id]);
    assert.deepEqual([reply.activity.from.id, reply.activity.recipient.id, reply.activity.channelId], ['28:bot', '29:x', 'msteams']);
  },
  'words with marks are plain where the channel\'s Markdown is not known': async () => {
    const replies = await answers(await post({ type: 'message', text: '/privasi' }));
    assert.ok(replies.every(r => r.activity.textFormat === 'plain' && !r.activity.text.includes('**')));
  },
  'buttons come as suggested actions for everybody, or on a hero card': async () => {
    const [menu] = await answers(await post({ type: 'message', text: '/start' }));
    const buttons = [...(menu.activity.suggestedActions?.actions ?? []), ...(menu.activity.attachments ?? []).flatMap(a => a.content.buttons)];
    assert.ok(buttons.length > 0 && buttons.every(b => b.type === 'messageBack' && b.title && b.value.choice));
    const tapped = await answers(await post({ type: 'message', text: buttons[0].text, value: buttons[0].value }));
    assert.ok(tapped[0].activity.text.length > 0);
  },
  'thirty messages in a row are answered in order': async () => {
    const ids = [];
    for (let i = 0; i < 30; i++) ids.push(await post({ type: 'message', text: `/bantuan` }, 'thirty'));
    await until(() => ids.every(id => said.some(s => s.activityId === id)), 'thirty answers');
    const order = said.filter(s => s.conversation === 'thirty').map(s => ids.indexOf(s.activityId));
    assert.deepEqual(order, [...order].sort((a, b) => a - b));
  },
  'a message sent twice is answered once': async () => {
    const id = 'twice|1';
    for (let i = 0; i < 3; i++) await post({ type: 'message', text: 'halo', id }, 'twice');
    await answers(id);
    assert.equal(said.filter(s => s.conversation === 'twice').length, (await answers(id)).length);
    assert.ok(said.filter(s => s.conversation === 'twice').length <= 2);
  }
});
