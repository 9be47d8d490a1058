// K8: the successor SDK delegates to the bot with its own client and reads what comes back with its own types.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import hosting from '@microsoft/agents-hosting';
import { Activity } from '@microsoft/agents-activity';
import { bodyOf, botUrl, check, json, run, until } from './lib.mjs';

const { AgentClient, CloudAdapter, ConversationState, MemoryStorage, TurnContext } = hosting;
const said = [];
const server = createServer(async (request, response) => {
  said.push({ path: decodeURIComponent(request.url), method: request.method, activity: JSON.parse(await bodyOf(request)) });
  json(response, { id: `m${said.length}` });
});
await new Promise(done => server.listen(0, '127.0.0.1', done));
const service = `http://127.0.0.1:${server.address().port}/api/agentresponse/`;
Object.assign(process.env, { bot_endpoint: `${botUrl}/api/messages`, bot_clientId: 'linkandmatch', bot_serviceUrl: service });

const state = new ConversationState(new MemoryStorage());
const delegate = (text, more = {}) => {
  const activity = Activity.fromObject({
    type: 'message', id: `k8-${Math.random()}`, text, channelId: 'test', serviceUrl: service, from: { id: 'k8-user', name: 'Siti' }, recipient: { id: 'parent' }, conversation: { id: 'parent-conversation' }, ...more
  });
  return new AgentClient('bot').postActivity(activity, { clientId: '' }, state, new TurnContext(new CloudAdapter({ clientId: '' }), activity, {}));
};

await run({
  'a delegated message is taken and answered at the callback': async () => {
    assert.equal(await delegate('/start'), 'OK');
    const { path, activity } = await until(() => said[0], 'an answer');
    assert.match(path, /^\/api\/agentresponse\/v3\/conversations\/[0-9a-f-]{36}\/activities\/k8-/);
    const read = Activity.fromObject(check(activity));
    assert.equal(read.conversation.id, path.split('/')[5]);
    assert.ok(read.text.length > 0 && read.replyToId.startsWith('k8-'));
    assert.ok((read.attachments ?? []).some(a => a.content.buttons.length > 0) || read.suggestedActions.actions.length > 0);
  },
  'what the successor calls treatments, sensitivity and streaming does no harm': async () => {
    const before = said.length;
    await delegate('/bantuan', { deliveryMode: 'stream', entities: [{ type: 'streaminfo', streamType: 'streaming', streamSequence: 1 }, { type: 'activityTreatment', treatment: 'targeted' }] });
    await until(() => said.length > before, 'an answer');
    check(said.at(-1).activity);
  },
  'the living SDK reads expected replies': async () => {
    const answer = await fetch(`${botUrl}/api/messages`, {
      method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify(Activity.fromObject({ type: 'message', id: 'k8-e', text: '/bantuan', channelId: 'test', from: { id: 'u' }, recipient: { id: 'b' }, conversation: { id: 'k8-e' }, deliveryMode: 'expectReplies' }))
    });
    const { activities } = await answer.json();
    assert.ok(activities.map(check).map(a => Activity.fromObject(a)).every(a => a.type === 'message' && a.text));
  }
});
