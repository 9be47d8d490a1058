// Microsoft's directlinejs in a page of jsdom, which enforces CORS as browsers do.
import { JSDOM, VirtualConsole } from 'jsdom';
import { readFile } from 'node:fs/promises';

const script = await readFile(new URL('node_modules/botframework-directlinejs/dist/directline.js', import.meta.url), 'utf8');

export const Status = { connecting: 1, online: 2, expired: 3, failed: 4, ended: 5 };

/** A page at an origin, with the client loaded. */
export const openPage = origin => {
  const errors = [];
  const dom = new JSDOM('<!doctype html><body></body>', { url: `${origin}/`, runScripts: 'outside-only', pretendToBeVisual: true, virtualConsole: new VirtualConsole().on('jsdomError', e => errors.push(String(e.message))) });
  dom.window.TextEncoder = TextEncoder;
  dom.window.TextDecoder = TextDecoder;
  dom.window.Response ??= Response;
  dom.window.fetch ??= fetch;
  dom.window.eval(script);
  return { dom, errors, DirectLine: dom.window.DirectLine.DirectLine };
};

/** The client waits 3 s and a random part of 12 s more before it comes back; with this for its chance it waits 30 ms. */
export const hurried = { random: () => -0.2475 };

/** Hands out what belongs to the page's world as plain data of this one. */
export const plain = value => JSON.parse(JSON.stringify(value));
