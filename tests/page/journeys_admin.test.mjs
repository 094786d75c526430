// The administration by keyboard: what is shown is what the server answers, and what is done is stored there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { go, launch, newTab, picture, refuseAsBusy, Server, settled, tabTo, textsOf, violations } from './harness.mjs';

let server;
let browser;
let folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'passung-admin-'));
  mkdirSync(join(folder, 'log'));
  writeFileSync(join(folder, 'key'), `${'k'.repeat(32)}\n`, { mode: 0o600 });
  [server, browser] = await Promise.all([
    Server.start({ more: ['--audit-folder', join(folder, 'log'), '--audit-key', join(folder, 'key')] }), launch(),
  ]);
});
after(async () => { await browser?.close(); await server?.end(); rmSync(folder, { recursive: true, force: true }); });

const german = (of) => Number(of).toLocaleString('de');
const versions = async (name) => {
  const { profiles } = await server.ask('ProfileService/ListProfiles', { pageSize: 500 });
  return profiles.filter((of) => of.profile.name === `profiles/${name}`);
};
const activeOf = async (name) => (await versions(name)).find((of) => of.active).profile.version;
const rows = (tab, caption) => tab.locator(`table:has(caption:has-text("${caption}")) tbody tr`)
  .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent.trim())));

// ---- Status

test('the status says what the server says, is reached from the header and leads to a profile', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/');
  await tabTo(tab, '.areas a[href="#/admin"]');
  await tab.keyboard.press('Enter');
  await tab.waitForSelector('dl.facts');
  await settled(tab);
  const status = await server.ask('AdminService/GetServerStatus', {});
  const facts = await textsOf(tab, 'dl.facts dd');
  assert.match(facts[0], /^seit \d\d\.\d\d\.\d{4}, \d\d:\d\d:\d\d \(0 Tage, 0 Std\., \d+ Min\.\)$/);
  assert.deepEqual(facts.slice(1, 5), [status.engineVersion, german(status.mentees), german(status.vacancies), german(status.snapshotRevision)]);
  assert.match(facts[5], /bleibt auch nach einem Neustart erhalten/);
  assert.match(facts[6], /wird festgehalten/);
  const names = ['adequate_employment', 'default', 'near_home', 'training_first'];
  assert.deepEqual((await rows(tab, 'Profile der Gewichtung')).map(([name]) => name), names);
  await tabTo(tab, 'main a[href="#/admin/profile/near_home"]');
  await tab.keyboard.press('Enter');
  await tab.waitForSelector('.profile');
  assert.equal(await tab.locator('#profile-name').inputValue(), 'near_home');
});

test('what another program wrote is told, and read by a button', async () => {
  const own = await Server.start({ mentees: 20, vacancies: 100 });
  const file = join(folder, 'beside.csv');
  writeFileSync(file, 'id,title,occupation\nbeside,Pflegefachkraft,81302\n');
  execFileSync(join(process.env.PASSUNG_BIN, 'passung'), ['import', '--kind', 'vacancies', file, '--db', join(own.folder, 'market.db')]);
  const tab = await newTab(browser);
  await go(tab, own, '#/admin');
  await tab.getByRole('button', { name: 'Daten neu einlesen' }).press('Enter');
  await tab.waitForFunction(() => ![...document.querySelectorAll('button')].some((of) => of.textContent === 'Daten neu einlesen'));
  const { snapshotRevision, storedRevision } = await own.ask('AdminService/GetServerStatus', {});
  assert.equal(snapshotRevision, storedRevision);
  await own.end();
});

// ---- Weights

const WAY = '#weight-districtFit';
const typeWeight = async (tab, selector, text) => {
  await tabTo(tab, selector);
  await tab.keyboard.press('Control+A');
  await tab.keyboard.type(text);
};
// Puts the question, whose yes gets the focus.
const askToActivate = async (tab, version) => {
  await tab.getByRole('button', { name: `Version ${version} aktivieren …` }).press('Enter');
  await tab.waitForFunction(() => document.activeElement.textContent === 'Ja, aktivieren');
};
const pressNamed = async (tab, name) => { await tab.getByRole('button', { name, exact: true }).press('Enter'); };

test('weights are changed by keyboard, the sum follows, and the preview is what the server answers', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/admin/profile');
  const [{ profile }] = await versions('default');
  await typeWeight(tab, WAY, '9000');
  const weights = { ...profile.weights, districtFit: 9000 };
  assert.equal(await tab.locator('#weight-sum').textContent(), german(Object.values(weights).reduce((all, one) => all + one, 0)));
  await pressNamed(tab, 'Vorschau');
  await tab.waitForSelector('#preview-heading');
  await settled(tab);
  const preview = await server.ask('ProfileService/PreviewProfile', { profile: { ...profile, version: 0, weights }, purpose: 'PURPOSE_COUNSELLING' });
  assert.deepEqual(await rows(tab, 'Wie viele Plätze sich bei wem ändern'), preview.changes.map((of) =>
    [of.mentee.slice('mentees/'.length), ...['same', 'up', 'down', 'entered', 'left'].map((key) => german(of[key] ?? 0))]));
  const movers = await rows(tab, 'Diese Stellen verschieben sich am weitesten');
  assert.deepEqual(movers.map((row) => row.slice(1, 4)), preview.movers.map((of) =>
    [of.mentee.slice('mentees/'.length), of.placeBefore ? german(of.placeBefore) : 'keiner', of.placeAfter ? german(of.placeAfter) : 'keiner']));
  assert.ok(movers.every((row) => /→|ausgeschlossen|Andere Stellen/.test(row[4])), JSON.stringify(movers));
  assert.equal((await versions('default')).length, 1, 'nothing is stored');
  assert.deepEqual(await violations(tab), []);
  await picture(tab, 'admin_preview_de_desktop');
  await typeWeight(tab, WAY, '9001');
  assert.equal(await tab.locator('#preview-heading').count(), 0, 'a preview of other numbers is not left standing');
});

test('the preview says who gains and who loses, as the server does, and where too few outcomes say it', async () => {
  const own = await Server.start({ vacancies: 400, market: ['--outcomes', '120', '--outcomes-follow', 'near_home'] });
  const tab = await newTab(browser);
  await go(tab, own, '#/admin/profile/near_home');
  const before = await own.ask('ProfileService/GetProfile', { name: 'profiles/near_home' });
  await typeWeight(tab, WAY, '0');
  await pressNamed(tab, 'Vorschau');
  await tab.waitForSelector('table:has(caption:has-text("Wer gewinnt"))');
  await settled(tab);
  const weights = { ...before.profile.weights, districtFit: 0 };
  const answer = await own.ask('ProfileService/PreviewProfile', {
    profile: { ...before.profile, version: 0, weights }, purpose: 'PURPOSE_COUNSELLING', measure: true, sample: 1, limit: 1,
  });
  const share = (of) => `${(100 * of).toLocaleString('de', { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' })} %`;
  const shown = await rows(tab, 'Wer gewinnt');
  assert.ok(answer.slices.some((of) => of.hidden) && answer.slices.some((of) => !of.hidden));
  const kinds = { SLICE_KIND_DISTRICT: 'Landkreis', SLICE_KIND_LEVEL: 'Niveau der Qualifikation', SLICE_KIND_VACANCY_KIND: 'Art der Stelle' };
  assert.deepEqual(shown.map((row) => row[1]), answer.slices.map((of) => kinds[of.kind]));
  const names = shown.map((row) => row[0]);
  assert.equal(new Set(shown.map((row) => `${row[1]} ${row[0]}`)).size, shown.length, 'each once');
  assert.equal(names[answer.slices.findIndex((of) => of.value === '14612')], 'Dresden');
  assert.deepEqual(shown.map((row) => row.slice(2)), answer.slices.map((of) => {
    if (of.hidden) return ['nicht gezeigt', '', '', '', ''];
    const { difference, countsHidden, better = 0, worse = 0, pT } = of.ndcg;
    return [german(of.people), share(difference.value ?? 0),
      countsHidden && pT === 1 ? 'nicht gezeigt' : `${share(difference.low ?? 0)} … ${share(difference.high ?? 0)}`,
      ...[better, worse].map((count) => (countsHidden ? 'nicht gezeigt' : german(count)))];
  }));
  assert.deepEqual(await violations(tab), []);
  await picture(tab, 'admin_measured_de_desktop');
  await own.end();

  const few = await newTab(browser);
  await go(few, server, '#/admin/profile');
  await pressNamed(few, 'Vorschau');
  await few.waitForSelector('text=Zu wenige Ergebnisse sagen');
});

test('a rule that is switched off is named as the reason', async () => {
  const tab = await newTab(browser, { width: 320, height: 640 });
  await go(tab, server, '#/admin/profile');
  await tabTo(tab, '#switch-languageFloor');
  await tab.keyboard.type('aus');
  await pressNamed(tab, 'Vorschau');
  await tab.waitForSelector('#preview-heading');
  await settled(tab);
  assert.match(await tab.locator('table:has(caption:has-text("am weitesten"))').innerText(), /bisher ausgeschlossen: .*Verlangtes Deutsch/);
  const { width, shown } = await tab.evaluate(() => ({ width: document.documentElement.scrollWidth, shown: innerWidth }));
  assert.ok(width <= shown, `${width} of ${shown}`);
  await picture(tab, 'admin_preview_de_phone');
});

test('a new version is saved with everything of the old one, activated after a question, and left again', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/admin/profile/near_home');
  const [old] = await versions('near_home');
  await typeWeight(tab, WAY, '7777');
  await typeWeight(tab, '#profile-note', 'Versuch im Herbst');
  await pressNamed(tab, 'Als neue Version speichern');
  await tab.getByText('Version 2 ist gespeichert und noch nicht aktiv.').waitFor();
  await settled(tab);
  const stored = (await versions('near_home')).find((of) => of.profile.version === 2);
  assert.deepEqual(stored.profile, { ...old.profile, version: 2, note: 'Versuch im Herbst', weights: { ...old.profile.weights, districtFit: 7777 } });
  assert.equal(await activeOf('near_home'), 1);

  await askToActivate(tab, 2);
  assert.deepEqual(await violations(tab), []);
  await picture(tab, 'admin_activate_de_desktop');
  await pressNamed(tab, 'Abbrechen');
  assert.equal(await tab.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Version 2 aktivieren …');
  assert.equal(await activeOf('near_home'), 1);
  await askToActivate(tab, 2);
  await tab.keyboard.press('Enter');
  await tab.getByText('Version 2 gilt ab jetzt.').waitFor();
  await settled(tab);
  assert.equal(await activeOf('near_home'), 2);

  await tab.waitForFunction(() => document.activeElement.matches('.result'));
  await tabTo(tab, '.back');
  await tab.keyboard.press('Enter');
  await tab.getByText('Version 1 gilt ab jetzt.').waitFor();
  await settled(tab);
  assert.equal(await activeOf('near_home'), 1);
  assert.deepEqual((await rows(tab, 'Versionen')).map((row) => row.slice(0, 2)),
    [['Version 2', 'nicht aktiv'], ['Version 1', 'aktiv, kommt mit dem Programm']]);
});

test('a draft is not lost where another version is taken, nor where one is activated', async () => {
  const [{ profile }] = await versions('near_home');
  await server.ask('ProfileService/CreateProfileVersion', { profile: { ...profile, version: 0, note: 'Andere Fassung' } });
  const newest = Math.max(...(await versions('near_home')).map((of) => of.profile.version));
  const tab = await newTab(browser);
  await go(tab, server, '#/admin/profile/near_home');
  const begun = await activeOf('near_home');
  await typeWeight(tab, WAY, '4321');
  await tab.getByRole('button', { name: `Version ${newest} als Vorlage nehmen` }).press('Enter');
  await tab.waitForFunction((text) => document.activeElement.textContent === text, `Neue Version aus Version ${newest}`);
  assert.notEqual(await tab.locator(WAY).inputValue(), '4321');
  await tab.getByRole('button', { name: `Version ${begun} als Vorlage nehmen` }).press('Enter');
  assert.equal(await tab.locator(WAY).inputValue(), '4321');
  await askToActivate(tab, newest);
  await tab.keyboard.press('Enter');
  await tab.getByText(`Version ${newest} gilt ab jetzt.`).waitFor();
  await settled(tab);
  assert.equal(await tab.locator(WAY).inputValue(), '4321');
  await server.ask('ProfileService/ActivateProfile', { name: 'profiles/near_home', version: begun });
});

test('weights that the server does not take are refused in its words, and stored is nothing', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/admin/profile/training_first');
  for (const input of await tab.locator('.profile input[type=number]').all()) await input.fill('0');
  await pressNamed(tab, 'Als neue Version speichern');
  await tab.waitForSelector('.result .fault');
  assert.match(await tab.locator('.result .fault').innerText(), /profile\.weights/);
  assert.equal((await versions('training_first')).length, 1);
});

test('a weight that is no number is not sent', async () => {
  const tab = await newTab(browser);
  await go(tab, server, '#/admin/profile/training_first');
  const sent = [];
  tab.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await tab.locator(WAY).fill('');
  await pressNamed(tab, 'Vorschau');
  assert.equal(await tab.evaluate(() => document.activeElement.matches('#weight-districtFit:invalid')), true);
  assert.deepEqual(sent, []);
});

// ---- Import

const CSV = 'id,title,occupation,district,hours_min,colour\na1,Pflegefachkraft,81302,14713,38,rot\na2,Verkauf,99999,14713,abc,\n,ohne Kennung,81302,14713,38,\n';
const fileWith = (name, text) => { const path = join(folder, name); writeFileSync(path, text); return path; };
const choose = async (tab, path) => {
  await go(tab, server, '#/admin/import');
  await tab.locator('#import-file').setInputFiles(path);
};
const check = async (tab) => {
  await tabTo(tab, 'form.filters button');
  await tab.keyboard.press('Enter');
  await tab.waitForSelector('.result > *');
};

test('a file is checked first, with every remark of every line as the command line has it, and stored only then', async () => {
  const path = fileWith('vacancies.csv', CSV);
  const told = JSON.parse(execFileSync(join(process.env.PASSUNG_BIN, 'passung'),
    ['import', '--kind', 'vacancies', path, '--db', join(folder, 'none.db'), '--dry-run', '--format', 'json'], { encoding: 'utf8' }));
  const tab = await newTab(browser);
  await choose(tab, path);
  assert.equal(await tab.getByRole('button', { name: 'Einlesen', exact: true }).isDisabled(), true);
  await check(tab);
  const shown = await rows(tab, 'Hinweise zu einzelnen Zeilen');
  assert.deepEqual(shown.map(([line, id, , column, reason]) => [line, id, column, reason]),
    told.records.flatMap((record) => (record.problems ?? []).map((of) => [german(record.line), record.id, of.field, of.text])));
  assert.ok(shown.length >= 2);
  assert.match(await tab.locator('.result').innerText(), /„abc“ zählt als nicht bekannt; erlaubt: Stunden in der Woche von 1 bis 48/);
  assert.equal(await tab.locator('.result [lang]').count(), 0, 'all of it is in the language of the page');
  assert.match(await tab.locator('.result').innerText(), /colour/);
  assert.match(await tab.locator('.result').innerText(), /Gespeichert ist noch nichts/);
  assert.deepEqual(await violations(tab), []);
  await picture(tab, 'admin_import_checked_de_desktop');
  assert.equal((await server.ask('CatalogService/GetVacancy', { name: 'vacancies/a1' })).code, 'not_found');

  await tab.getByRole('button', { name: 'Einlesen', exact: true }).press('Enter');
  await tab.getByText('Gespeichert als Datenstand').waitFor();
  assert.equal((await server.ask('CatalogService/GetVacancy', { name: 'vacancies/a1' })).title, 'Pflegefachkraft');
  assert.equal(await tab.getByRole('button', { name: 'Einlesen', exact: true }).isDisabled(), true, 'once is enough');
});

test('a file that a busy server has refused is sent again', async () => {
  const tab = await newTab(browser);
  let sent = 0;
  const tooManyBodies = (route) => route.fulfill({ status: 503, contentType: 'text/plain', headers: { 'Retry-After': '1' }, body: 'too many long requests are underway' });
  const answers = [refuseAsBusy, tooManyBodies, (route) => route.continue()];
  await tab.route('**/ImportVacancies', (route) => answers[sent++](route));
  await choose(tab, fileWith('again.csv', 'id,title,occupation\nc1,Pflegefachkraft,81302\n'));
  await check(tab);
  assert.equal(sent, 3);
  assert.match(await tab.locator('.result').innerText(), /Gespeichert ist noch nichts/);
});

test('on a phone the remarks fit', async () => {
  const tab = await newTab(browser, { width: 320, height: 640 });
  await choose(tab, fileWith('phone.csv', CSV));
  await check(tab);
  const { width, shown } = await tab.evaluate(() => ({ width: document.documentElement.scrollWidth, shown: innerWidth }));
  assert.ok(width <= shown, `${width} of ${shown}`);
  await picture(tab, 'admin_import_checked_de_phone');
});

test('a file that is none is refused in the server\'s words', async () => {
  const tab = await newTab(browser);
  await choose(tab, fileWith('photo.csv', '\x00\x01\x02'));
  await check(tab);
  assert.equal(await tab.locator('.result .fault').count(), 1);
  assert.match(await tab.locator('.result .fault').innerText(), /data/);
});

test('a file that is too large is not sent, and the way for large ones is named', async () => {
  const tab = await newTab(browser);
  await choose(tab, fileWith('large.csv', 'x'.repeat(4 * 1024 * 1024)));
  assert.match(await tab.locator('form [role=alert]').innerText(), /passung import/);
  assert.equal(await tab.getByRole('button', { name: 'Prüfen', exact: true }).isDisabled(), true);
});

test('a file as large as a body may be arrives whole', async () => {
  const line = (i) => `b${i},Stelle ${i},81302\n`;
  let text = 'id,title,occupation\n';
  let count = 0;
  while (text.length < 4_000_000) text += line(count++);
  const tab = await newTab(browser);
  await choose(tab, fileWith('long.csv', text));
  await check(tab);
  assert.match(await tab.locator('.result').innerText(), new RegExp(german(count).replace('.', '\\.')));
});

// ---- Access log

test('the access log shows what the server lists, and is asked by method and day', async () => {
  const { mentees } = await server.ask('CatalogService/ListMentees', { pageSize: 3 });
  for (const { name } of mentees) await server.ask('CatalogService/GetMentee', { name, purpose: 'PURPOSE_COUNSELLING' });
  const tab = await newTab(browser);
  await go(tab, server, '#/admin/access');
  await tabTo(tab, '#access-method');
  await tab.keyboard.type('GetMentee');
  await tab.keyboard.press('Enter');
  await settled(tab);
  await tab.waitForFunction(() => [...document.querySelectorAll('td[data-label="Methode"]')].every((of) => of.textContent === 'GetMentee'));
  const { entries } = await server.ask('AdminService/ListAccessEntries', { method: 'GetMentee', pageSize: 50 });
  const shown = await rows(tab, 'Einträge auf dieser Seite');
  assert.deepEqual(shown.map(([number, , who]) => [number, who]), entries.map((of) => [german(of.number), of.who]));
  assert.deepEqual(shown.map((row) => row[5]), entries.map((of) => (of.people ?? []).map((one) => one.slice(0, 8)).join(', ') || 'niemand'));
  assert.equal(shown.length >= 3, true);
  assert.deepEqual(await violations(tab), []);
  await picture(tab, 'admin_access_de_desktop');
  await tab.locator('#access-day').fill('2020-01-01');
  await tab.locator('#access-day').press('Enter');
  await tab.getByText('Dazu gibt es keinen Eintrag.').waitFor();
});

test('where no log is kept the page says so, and how it is switched on', async () => {
  const own = await Server.start({ mentees: 20, vacancies: 100 });
  const tab = await newTab(browser);
  await go(tab, own, '#/admin/access');
  assert.match(await tab.locator('main .empty').innerText(), /Nicht eingeschaltet[\s\S]*audit_folder/);
  assert.deepEqual(await violations(tab), []);
  await go(tab, own, '#/admin');
  assert.equal((await textsOf(tab, 'dl.facts dd'))[6], 'Nicht eingeschaltet');
  await own.end();
});

// ---- Who may see it

// A page of a server that asks who calls, with a token of these roles in its tab.
async function tabOf(roles) {
  const tab = await newTab(browser);
  const claims = Buffer.from(JSON.stringify({ sub: 'x', roles })).toString('base64url');
  await tab.addInitScript((token) => sessionStorage.setItem('passung.token', token), `e30.${claims}.x`);
  await tab.route(`${server.url}/`, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/<meta name="passung-open"[^>]*>/, '') });
  });
  return tab;
}
const areas = (tab) => tab.locator('.areas a').evaluateAll((all) => all.map((of) => of.getAttribute('href')));

test('who has no role for it gets no link, and at its address a sentence and no call', async () => {
  const tab = await tabOf(['mentor']);
  for (const place of ['#/admin', '#/admin/profile', '#/admin/import', '#/admin/access']) {
    const sent = [];
    tab.removeAllListeners('request');
    tab.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
    await go(tab, server, place);
    assert.equal(await tab.locator('.fault.forbidden h2').textContent(), 'Dafür fehlt Ihnen die Berechtigung');
    assert.deepEqual(await areas(tab), ['#/', '#/districts']);
    assert.deepEqual(sent, [], place);
  }
  assert.deepEqual(await violations(tab), []);
  await picture(tab, 'admin_forbidden_de_desktop');
});

test('who coordinates imports and tries weights, and saves none', async () => {
  const tab = await tabOf(['coordinator']);
  await go(tab, server, '#/admin/profile');
  assert.deepEqual(await areas(tab), ['#/', '#/districts', '#/assignment', '#/admin/profile']);
  assert.deepEqual(await textsOf(tab, '.tabs a'), ['Gewichtung', 'Stellen einlesen']);
  assert.equal(await tab.locator('#profile-save, .activate').count(), 0);
  assert.match(await tab.locator('.actions').innerText(), /Speichern und aktivieren darf die Verwaltung/);
});

test('who runs the installation saves weights and sees nobody\'s list', async () => {
  const tab = await tabOf(['admin']);
  await go(tab, server, '#/admin/profile');
  assert.deepEqual(await textsOf(tab, '.tabs a'), ['Stand', 'Gewichtung', 'Zugriffsprotokoll']);
  assert.equal(await tab.getByRole('button', { name: 'Vorschau' }).count(), 0);
  assert.equal(await tab.locator('#profile-save').count(), 1);
});

test('what the server refuses all the same is told as what it is', async () => {
  const tab = await newTab(browser);
  await tab.route('**/GetServerStatus', (route) => route.fulfill({
    status: 403, contentType: 'application/json', body: JSON.stringify({ code: 'permission_denied', message: 'not yours' }),
  }));
  await go(tab, server, '#/admin');
  assert.equal(await tab.locator('.fault.forbidden h2').textContent(), 'Dafür fehlt Ihnen die Berechtigung');
});
