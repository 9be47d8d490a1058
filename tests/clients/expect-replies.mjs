// K1: Microsoft's BotFrameworkClient calls the bot as another bot does and gets the replies in the answer.
import assert from 'node:assert/strict';
import { botClient } from './bot-client.mjs';
import { Issuer, appId, botUrl, check, otherBot, run } from './lib.mjs';

const issuer = new Issuer();
await issuer.start();

const client = botClient(issuer, otherBot);
let sent = 0;
const post = (activity, conversation = 'k1 percakapan ä') => client.postActivity(otherBot, appId, `${botUrl}/api/messages`, `${issuer.url}/service/`, conversation, {
  id: `k1-${++sent}`, channelId: 'test', from: { id: 'siti', name: 'Siti' }, recipient: { id: 'bot' }, conversation: { id: 'own' }, deliveryMode: 'expectReplies', ...activity
});
const replies = async (activity, conversation) => {
  const answer = await post(activity, conversation);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body.activities.map(check);
};
let buttons = [];
const labels = activities => (buttons = activities.flatMap(a => [...(a.suggestedActions?.actions ?? []), ...(a.attachments ?? []).flatMap(c => c.content?.buttons ?? [])])).map(b => b.title);
const tap = label => {
  const button = buttons.find(b => b.title === label);
  assert.ok(button, `no button ${label} among ${buttons.map(b => b.title)}`);
  return replies({ type: 'message', text: button.text, value: button.value });
};

await run({
  'a newcomer is greeted': async () => {
    const greeting = await replies({ type: 'conversationUpdate', membersAdded: [{ id: 'siti' }, { id: 'bot' }] });
    assert.ok(labels(greeting).includes('Daftarkan usaha'));
    assert.equal(greeting[0].conversation.id, 'k1 percakapan ä');
  },
  'a form is filled in over several requests': async () => {
    labels(await tap('Daftarkan usaha'));
    labels(await tap('Setuju'));
    const asked = await replies({ type: 'message', text: 'Siti Aminah' });
    assert.ok(asked.length > 0 && asked.every(a => a.replyToId === `k1-${sent}`));
  },
  'the same activity again gets the same replies and no second turn': async () => {
    const first = await replies({ type: 'message', text: '/ulang', id: 'same' });
    assert.deepEqual(await replies({ type: 'message', text: '/ulang', id: 'same' }), first);
  },
  'what is ignored is answered with no activities': async () => {
    for (const type of ['typing', 'trace', 'messageReaction', 'somethingNew']) assert.deepEqual(await replies({ type }), []);
    assert.deepEqual(await replies({ type: 'event', name: 'unknown/event' }), []);
  },
  'an invoke is answered 501': async () => assert.equal((await post({ type: 'invoke', name: 'x/y' })).status, 501),
  'nothing is asked of a serviceUrl': async () => assert.equal(issuer.asked ?? 0, 0)
});
