// Holds activities that others have heard from the bot against both schemas. They come in a file, one to a line; without any the run proves nothing and fails.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { check, run } from './lib.mjs';

const activities = readFileSync(process.env.ACTIVITIES, 'utf8').split('\n').filter(line => line !== '');

await run({
  'there are activities': () => assert.notEqual(activities.length, 0),
  'each is one by both schemas': () => activities.forEach(line => check(JSON.parse(line)))
});
