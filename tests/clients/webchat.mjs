// K6: the page in Chromium, as a person uses it. With SHOTS set, pictures of it are kept there.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { input, visit as open } from './browser.mjs';
import { botUrl, run, until } from './lib.mjs';

const axe = await readFile(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

const visit = async how => {
  const me = await open(botUrl, how);
  const { page } = me;
  me.text = () => page.evaluate(() => document.querySelector('#chat').innerText);
  me.sees = words => until(async () => (await me.text()).includes(words), `the page to show "${words}"`).catch(async failure => { throw new Error(`${failure.message}; it shows: ${(await me.text()).slice(-600)}`); });
  me.bots = () => me.activities.filter(a => a.from.role === 'bot' && a.type === 'message').length;
  me.answered = async act => {
    const before = me.bots();
    await act();
    await until(() => me.bots() > before, 'an answer').catch(async failure => { throw new Error(`${failure.message}; the page shows: ${(await me.text()).slice(-400)}`); });
  };
  me.say = words => me.answered(async () => {
    await page.focus(input);
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
  });
  me.press = label => me.answered(async () => {
    const button = await until(() => page.evaluateHandle(l => [...document.querySelectorAll('#chat button')].filter(b => b.innerText.trim() === l).at(-1) ?? null, label).then(h => h.asElement()), `a button "${label}"`);
    // By the page's own event: while the transcript scrolls, a place on the screen is a moving target.
    await button.evaluate(b => b.click());
  });
  me.shot = async name => { if (process.env.SHOTS) { await new Promise(done => setTimeout(done, 400)); await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) }); } };
  return me;
};

const nasty = ['<img src=x onerror=alert(1)>', '![x](http://evil.example.com/x.png)', '[x](javascript:alert(1))', '**tebal** `kode` http://evil.example.com www.evil.example.com', '# judul', '<script>alert(1)</script>'];

const register = async me => {
  await me.sees('Daftarkan usaha');
  await me.press('Daftarkan usaha');
  await me.press('Setuju');
  for (const words of ['Siti Aminah', `CV Logam Jaya ${Math.floor(Math.random() * 1e6)}`, `08${4e9 + Math.floor(Math.random() * 1e9)}`, 'lewati', 'kabupaten tegal', 'komponen otomotif', '2010', '12', 'belum ada', 'lewati']) await me.say(words);
  await me.press('Bahan baku');
  await me.press('Selesai');
};

const violations = async page => {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.map(v => `${v.id}: ${v.help} ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`);
};

await run({
  'registration by typing and pressing, in Indonesian, with no request to anywhere else': async () => {
    const me = await visit();
    await register(me);
    await me.sees('Mohon periksa data usaha Anda');
    await me.shot('webchat-desktop-light');
    await me.press('Kirim');
    assert.deepEqual([me.foreign, me.complaints], [[], []]);
    assert.match(await me.page.evaluate(() => document.querySelector('#chat').innerText), /Baru saja|yang lalu|menit|baru/i);
    await me.close();
  },
  'reload and go on where one was': async () => {
    const me = await visit({ size: 'phone' });
    await me.sees('Daftarkan usaha');
    await me.press('Daftarkan usaha');
    await me.press('Setuju');
    await me.say('Budi Santoso');
    await me.sees('Apa nama usaha Anda?');
    const before = me.activities.map(a => a.id);
    me.activities.length = 0;
    await me.page.reload();
    await me.page.waitForSelector(input);
    await me.sees('Apa nama usaha Anda?');
    assert.deepEqual(me.activities.map(a => a.id), before, 'the same conversation, once');
    await me.say('CV Maju');
    await me.close();
  },
  'offline and back': async () => {
    const me = await visit();
    await me.sees('Daftarkan usaha');
    await me.page.setOfflineMode(true);
    await until(() => me.page.evaluate(() => !document.querySelector('#state').hidden), 'the page to say that it is offline');
    const lost = new Promise(done => { me.page.on('requestfailed', request => request.method() === 'POST' && request.url().endsWith('/activities') && done()); });
    await me.page.focus(input);
    await me.page.keyboard.type('dikirim tanpa jaringan');
    await me.page.keyboard.press('Enter');
    await lost;
    // The colours change meanwhile, and the page begins anew.
    await me.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await me.page.setOfflineMode(false);
    await until(() => me.page.evaluate(() => document.querySelector('#state').hidden), 'the page to be back', 40);
    const said = await until(() => me.activities.find(a => a.from.role === 'user'), 'the message to go all the same');
    await until(() => me.activities.some(a => a.replyToId === said.id), 'an answer to it');
    await me.say('/bantuan');
    // The transcript as the bot keeps it, from its beginning.
    me.activities.length = 0;
    await me.page.reload();
    await me.page.waitForSelector(input);
    await until(() => me.activities.some(a => a.text === '/bantuan'), 'what was said before');
    assert.deepEqual(me.activities.filter(a => a.from.role === 'user').map(a => a.text), ['dikirim tanpa jaringan', '/bantuan']);
    await me.close();
  },
  'a token that ended while the device slept costs neither a message nor what was half written': async () => {
    const me = await visit({ size: 'phone' });
    await me.sees('Daftarkan usaha');
    let refusals = 0;
    let written;
    const halfWritten = new Promise(done => { written = done; });
    await me.page.setRequestInterception(true);
    me.page.on('request', async request => {
      if (refusals >= 2 || request.method() !== 'POST' || !request.url().endsWith('/activities')) return request.continue();
      refusals++;
      await halfWritten;
      return request.respond({ status: 403, contentType: 'application/json', body: '{"error":{"code":"TokenExpired","message":"The token has expired."}}' });
    });
    await me.page.focus(input);
    await me.page.keyboard.type('/bantuan');
    await me.page.keyboard.press('Enter');
    await me.page.keyboard.type('setengah kali');
    written();
    const said = await until(() => me.activities.find(a => a.from.role === 'user'), 'the message to go all the same');
    assert.deepEqual([refusals, said.text], [2, '/bantuan']);
    await until(() => me.activities.some(a => a.replyToId === said.id), 'an answer to it');
    await until(() => me.page.evaluate(s => document.querySelector(s)?.value === 'setengah kali', input), 'what was half written');
    await me.close();
  },
  'what a person types stays words: no picture, no link, no script': async () => {
    const me = await visit();
    await me.sees('Daftarkan usaha');
    await me.page.exposeFunction('cracked', () => me.complaints.push('a script ran'));
    await me.page.evaluate(() => { window.alert = () => window.cracked(); });
    await me.press('Daftarkan usaha');
    await me.press('Setuju');
    for (const words of nasty) {
      await me.say(words);
      await me.say('/kembali');
    }
    await me.say('Siti <b>Aminah</b> ![x](http://evil.example.com/y.png)');
    for (const words of [`CV **Logam** <i>Jaya</i> [x](http://evil.example.com)`, `08${4e9 + Math.floor(Math.random() * 1e9)}`, 'lewati', 'kabupaten tegal', 'komponen otomotif', '2010', '12', 'belum ada', 'lewati']) await me.say(words);
    await me.press('Bahan baku');
    await me.press('Selesai');
    await me.sees('Siti <b>Aminah</b> ![x](http://evil.example.com/y.png)');
    await me.sees('**Logam** <i>Jaya</i> [x](http://evil.example.com)');
    const marks = await me.page.evaluate(() => ({
      pictures: [...document.querySelectorAll('#chat img')].map(i => i.src).filter(s => !s.startsWith('data:') && !s.startsWith(location.origin)),
      links: [...document.querySelectorAll('#chat a')].map(a => a.href),
      scripts: document.querySelectorAll('#chat script').length
    }));
    assert.deepEqual([marks, me.foreign, me.complaints], [{ pictures: [], links: [], scripts: 0 }, [], []]);
    await me.close();
  },
  'a picture goes up, and a file that is no picture is refused in words': async () => {
    const me = await visit();
    await register(me);
    await me.press('Kirim');
    await me.say('/produk');
    const png = join(tmpdir(), `foto-${process.pid}.png`);
    const fake = join(tmpdir(), `palsu-${process.pid}.png`);
    await writeFile(png, Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'));
    await writeFile(fake, 'MZ this is a program');
    const upload = async file => {
      const chooser = await me.page.$('#chat input[type=file]');
      await me.answered(() => chooser.uploadFile(file));
    };
    await upload(png);
    const echo = await until(() => me.activities.find(a => a.from.role === 'user' && a.attachments?.length), 'the echo of the picture');
    assert.deepEqual(echo.attachments.map(a => [a.contentType, a.name]), [['image/png', `foto-${process.pid}.png`]]);
    await upload(fake);
    await me.sees('belum bisa saya baca');
    // Web Chat itself complains that it cannot make a small picture of what is none.
    assert.deepEqual([me.foreign, me.complaints.filter(c => !/downscale|JSHandle/.test(c))], [[], []]);
    await me.close();
  },
  'a photo that needs longer than twenty seconds over a slow line goes up all the same, once': async () => {
    const me = await visit({ size: 'phone' });
    await me.sees('Daftarkan usaha');
    const photo = await me.page.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 280, height: 280 });
      const pen = canvas.getContext('2d');
      const noise = pen.createImageData(280, 280);
      for (let i = 0; i < noise.data.length; i++) noise.data[i] = i % 4 === 3 ? 255 : Math.random() * 256;
      pen.putImageData(noise, 0, 0);
      return canvas.toDataURL('image/png').split(',')[1];
    });
    const file = join(tmpdir(), `lambat-${process.pid}.png`);
    await writeFile(file, Buffer.from(photo, 'base64'));
    assert.ok(photo.length > 200_000);
    await me.session.send('Network.emulateNetworkConditions', { offline: false, latency: 100, downloadThroughput: -1, uploadThroughput: 8 * 1024 });
    const begun = Date.now();
    await (await me.page.$('#chat input[type=file]')).uploadFile(file);
    await until(() => me.activities.some(a => a.from.role === 'user' && a.attachments?.length), 'the echo of the photo', 150);
    assert.ok(Date.now() - begun > 22_000, 'the line is slow enough to tell');
    await me.session.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    await me.say('/bantuan');
    assert.equal(me.activities.filter(a => a.from.role === 'user' && a.attachments?.length).length, 1);
    await me.close();
  },
  'by keyboard alone': async () => {
    const me = await visit();
    await me.sees('Daftarkan usaha');
    await me.page.focus(input);
    await me.say('/daftar');
    const reached = await until(async () => {
      await me.page.keyboard.press('Tab');
      return me.page.evaluate(() => document.activeElement?.innerText?.trim() === 'Setuju');
    }, 'the button by the Tab key', 10).catch(() => false);
    if (!reached) {
      // Web Chat moves along suggested answers with the arrow keys.
      await me.page.focus(input);
      await me.page.keyboard.down('Shift');
      await me.page.keyboard.press('Tab');
      await me.page.keyboard.up('Shift');
    }
    await me.answered(() => me.page.keyboard.press('Enter'));
    await me.sees('Siapa nama Anda?');
    await me.close();
  },
  'nothing for axe to complain of, on a phone and a desktop, light and dark, and nothing wider than the screen': async () => {
    for (const [size, scheme] of [['phone', 'light'], ['phone', 'dark'], ['desktop', 'light'], ['desktop', 'dark']]) {
      const me = await visit({ size, scheme });
      await me.sees('Daftarkan usaha');
      assert.deepEqual(await violations(me.page), [], `${size} ${scheme}, greeting`);
      if (size === 'phone' && scheme === 'light') await me.shot('webchat-phone-light');
      await me.press('Daftarkan usaha');
      assert.deepEqual(await violations(me.page), [], `${size} ${scheme}, question`);
      if (size === 'phone' && scheme === 'dark') await me.shot('webchat-phone-dark');
      if (size === 'desktop' && scheme === 'dark') await me.shot('webchat-desktop-dark');
      assert.ok(await me.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${size} is too wide`);
      if (size === 'phone') {
        await me.page.click('#about summary');
        assert.deepEqual(await violations(me.page), [], `${size} ${scheme}, about`);
        await me.shot(`webchat-phone-about-${scheme}`);
      }
      await me.close();
    }
  },
  'another device knows nothing, and a device that is told to forgets': async () => {
    const me = await visit();
    await me.sees('Daftarkan usaha');
    await me.say('rahasia saya');
    const other = await visit();
    await other.sees('Daftarkan usaha');
    assert.ok(!(await other.text()).includes('rahasia saya'));
    await other.close();
    me.page.on('dialog', dialog => dialog.accept());
    // Whoever waits only after the press may have missed it.
    await Promise.all([me.page.waitForNavigation(), me.page.click('#forget')]);
    await me.page.waitForSelector(input);
    await me.sees('Daftarkan usaha');
    assert.ok(!(await me.text()).includes('rahasia saya'));
    await me.close();
  }
});
