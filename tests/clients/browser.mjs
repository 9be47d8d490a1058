// Our page in headless Chromium, watched: what it hears from the bot, whom it asks, what it complains of.
import puppeteer from 'puppeteer-core';
import { check } from './lib.mjs';

export const input = 'textarea[data-id="webchat-sendbox-input"]';

const sizes = { phone: { width: 360, height: 740, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }, desktop: { width: 1280, height: 800, deviceScaleFactor: 1 } };

let launched;
const launch = async () => {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    protocolTimeout: 300_000,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=id-ID',
      // Several people at once: none of them is in the background.
      '--disable-renderer-backgrounding', '--disable-background-timer-throttling', '--disable-backgrounding-occluded-windows']
  });
  process.on('exit', () => browser.process()?.kill());
  return browser;
};

/** A device of its own that opens the page. Every activity of the bot that it hears is held against the schemas. */
export const visit = async (url, { size = 'desktop', scheme = 'light' } = {}) => {
  const browser = await (launched ??= launch());
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const me = { page, foreign: [], complaints: [], activities: [], session: await page.createCDPSession(), close: () => context.close() };
  // A busy machine may take its time; what never comes fails all the same.
  page.setDefaultTimeout(120_000);
  await page.setViewport(sizes[size]);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  page.on('request', request => { if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) me.foreign.push(request.url()); });
  page.on('console', message => { if (['error', 'warn'].includes(message.type()) && !/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION/.test(message.text())) me.complaints.push(message.text()); });
  page.on('pageerror', failure => me.complaints.push(String(failure)));
  await me.session.send('Network.enable');
  me.session.on('Network.webSocketFrameReceived', ({ response }) => {
    if (!response.payloadData) return;
    for (const activity of JSON.parse(response.payloadData).activities) me.activities.push(check(activity));
  });
  await page.goto(url);
  await page.waitForSelector(input);
  return me;
};
