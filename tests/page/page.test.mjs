// How the page behaves whatever it shows: languages, faults, widths, accessibility, and whom it asks.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { go, launch, newTab, picture, Server, settled, tabTo, violations } from './harness.mjs';

const MENTEE = 'm000003';
let server;
let browser;
let screens; // name → place
before(async () => {
  [server, browser] = await Promise.all([Server.start(), launch()]);
  const { matches } = await server.ask('MatchService/RankVacancies', { mentee: `mentees/${MENTEE}`, limit: 4, skipSummary: true });
  const vacancies = matches.map((hit) => hit.vacancy.slice('vacancies/'.length));
  const [vacancy] = vacancies;
  screens = {
    mentees: '#/',
    list: `#/mentees/${MENTEE}`,
    match: `#/mentees/${MENTEE}/match/${vacancy}`,
    absence: `#/mentees/${MENTEE}/absence/${vacancy}`,
    steps: `#/mentees/${MENTEE}/steps`,
    questions: `#/mentees/${MENTEE}/questions`,
    what_if: `#/mentees/${MENTEE}/what_if`,
    compare: `#/mentees/${MENTEE}/compare/${vacancies.join(',')}`,
    mirror: `#/vacancies/${vacancy}`,
    districts: '#/districts',
    district: '#/districts/14713',
    saxony: '#/districts/all',
    programme: '#/programme',
    accessibility: '#/accessibility',
    assignment: '#/assignment',
    admin: '#/admin',
    admin_profile: '#/admin/profile',
    admin_import: '#/admin/import',
    admin_access: '#/admin/access',
    nothing: '#/nowhere/at/all',
    not_found: '#/mentees/nobody',
  };
});
after(async () => { await browser?.close(); await server?.end(); });

const NAMES = [
  'mentees', 'list', 'match', 'absence', 'steps', 'questions', 'what_if', 'compare', 'mirror', 'districts', 'district', 'saxony', 'programme', 'accessibility',
  'assignment', 'admin', 'admin_profile', 'admin_import', 'admin_access', 'nothing', 'not_found',
];

for (const locale of ['de', 'en']) {
  for (const name of NAMES) {
    test(`axe finds nothing on "${name}" in ${locale}, and every text has its words`, async () => {
      const tab = await newTab(browser, { locale });
      await go(tab, server, screens[name]);
      assert.equal(await tab.getAttribute('html', 'lang'), locale);
      assert.deepEqual(await violations(tab), []);
      // A key without a text would show itself.
      assert.doesNotMatch(await tab.locator('body').innerText(), /\b(page|rule|criterion|verdict|hit_class|vacancy_kind)\.[a-z_]+/);
      await picture(tab, `${name}_${locale}_desktop`);
    });
  }
}

for (const name of NAMES) {
  test(`"${name}" fits 320 pixels`, async () => {
    const tab = await newTab(browser, { width: 320, height: 640 });
    await go(tab, server, screens[name]);
    const { width, shown } = await tab.evaluate(() => ({ width: document.documentElement.scrollWidth, shown: innerWidth }));
    assert.ok(width <= shown, `${width} of ${shown}`);
    await picture(tab, `${name}_de_phone`);
  });
}

test('with forced colours and reduced motion a list is still one that axe finds nothing in', async () => {
  const tab = await newTab(browser, { forcedColors: 'active', reducedMotion: 'reduce' });
  await go(tab, server, screens.list);
  assert.deepEqual(await violations(tab), []);
  await picture(tab, 'list_de_forced_colours');
});

test('enlarged to 200 % a match fits', async () => {
  const tab = await newTab(browser, { width: 640, height: 480, deviceScaleFactor: 2 });
  await go(tab, server, screens.match);
  assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

test('the language is changed where one is, by keyboard, and kept', async () => {
  const tab = await newTab(browser);
  await go(tab, server, screens.steps);
  await tabTo(tab, '.languages button[lang=en]');
  await tab.keyboard.press('Enter');
  await tab.waitForFunction(() => document.documentElement.lang === 'en');
  await settled(tab);
  assert.equal(await tab.locator('h1').textContent(), 'Steps and offers');
  await tab.reload();
  await settled(tab);
  assert.equal(await tab.getAttribute('html', 'lang'), 'en');
});

test('the first press of Tab offers to skip to the content', async () => {
  const tab = await newTab(browser);
  await go(tab, server, screens.list);
  await tab.keyboard.press('Tab');
  assert.equal(await tab.evaluate(() => document.activeElement.className), 'skip');
  await tab.keyboard.press('Enter');
  assert.equal(await tab.evaluate(() => document.activeElement.tagName), 'H1');
});

test('a new screen begins at its heading for whoever does not see it', async () => {
  const tab = await newTab(browser);
  await go(tab, server, screens.list);
  await tab.getByRole('link', { name: 'Offene Fragen' }).press('Enter');
  await tab.waitForFunction(() => document.activeElement?.tagName === 'H1');
  assert.equal(await tab.title(), 'Was noch zu fragen ist – Passung');
});

// Whether somebody else is responsible for a person or nobody knows them, the server does not tell.
test('for somebody who is not there the server\'s sentence is shown and a way to try again', async () => {
  const { details } = await server.ask('MatchService/RankVacancies',
    { mentee: 'mentees/nobody', purpose: 'PURPOSE_COUNSELLING' }, { 'Accept-Language': 'de' });
  const { message } = details.find((of) => of.type === 'google.rpc.LocalizedMessage').debug;
  const tab = await newTab(browser);
  await go(tab, server, screens.not_found);
  assert.equal(await tab.locator('.fault p').textContent(), message);
  assert.equal(await tab.getByRole('button', { name: 'Noch einmal versuchen' }).count(), 1);
});

test('while the server is away the page says so, and goes on when it is back', async () => {
  const own = await Server.start();
  const tab = await newTab(browser);
  await go(tab, own, '#/');
  const port = Number(own.address.split(':').at(-1));
  await own.kill();
  await tab.evaluate((place) => { location.hash = place; }, `#/mentees/${MENTEE}`);
  await tab.waitForSelector('.fault.offline');
  const back = await Server.start({ port, folder: own.folder });
  await tab.getByRole('button', { name: 'Noch einmal versuchen' }).press('Enter');
  await tab.waitForSelector('.hit');
  await back.end();
});

test('a refusal of rights is told as what it is', async () => {
  const tab = await newTab(browser);
  await tab.route('**/RankVacancies', (route) => route.fulfill({
    status: 403, contentType: 'application/json', body: JSON.stringify({ code: 'permission_denied', message: 'not yours' }),
  }));
  await go(tab, server, screens.list);
  assert.equal(await tab.locator('.fault h2').textContent(), 'Dafür fehlt Ihnen die Berechtigung');
});

test('a token is sent with every call, kept in this tab alone, and forgotten on signing out', async () => {
  const tab = await newTab(browser);
  await go(tab, server, screens.mentees);
  const sent = [];
  tab.on('request', (request) => request.method() === 'POST' && sent.push(request.headers().authorization));
  await tabTo(tab, '.sign-in summary');
  await tab.keyboard.press('Enter');
  await tabTo(tab, '#token');
  await tab.keyboard.type('a.b.c');
  await tab.keyboard.press('Enter');
  await tab.getByRole('button', { name: 'Abmelden' }).waitFor();
  await tab.waitForFunction(() => document.querySelector('.loading') === null);
  assert.equal(sent.at(-1), 'Bearer a.b.c');
  assert.equal(await tab.evaluate(() => Object.values({ ...localStorage }).join().includes('a.b.c')), false);
  await tab.getByRole('button', { name: 'Abmelden' }).press('Enter');
  await settled(tab);
  assert.equal(sent.at(-1), undefined);
  assert.equal(await tab.evaluate(() => sessionStorage.length), 0);
});

test('nobody but this server is asked, and the browser has nothing to complain about', async () => {
  const tab = await newTab(browser);
  for (const name of ['mentees', 'list', 'match', 'absence', 'steps', 'questions', 'what_if', 'compare', 'mirror']) await go(tab, server, screens[name]);
  assert.deepEqual([...tab.origins], [server.url]);
  assert.deepEqual(tab.faults, []);
});

test('an address that is no encoding of anything is a place where there is nothing', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/%E0%A4%A');
  assert.equal(await tab.locator('h1').textContent(), 'Hier ist nichts');
  assert.deepEqual(tab.faults, []);
});

test('the names of people are in no path or query that the server sees', async () => {
  const tab = await newTab(browser);
  const seen = [];
  tab.on('request', (request) => seen.push(new URL(request.url())));
  for (const name of ['list', 'steps']) await go(tab, server, screens[name]);
  assert.equal(seen.some((url) => `${url.pathname}${url.search}`.includes(MENTEE)), false);
});

test('a server without sign-in says on every screen that it is for trials only, and printed lists do not', async () => {
  const tab = await newTab(browser);
  for (const name of ['mentees', 'districts']) {
    await go(tab, server, screens[name]);
    assert.match(await tab.locator('.banner').textContent(), /nicht für echte Personen/);
  }
  await tab.emulateMedia({ media: 'print' });
  assert.equal(await tab.locator('.banner').isVisible(), false);
});
