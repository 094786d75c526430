// A real server with a made-up market, and a real browser: what the journeys have in common.
//
// PASSUNG_BIN has the programs, PASSUNG_PAGE the built page, PASSUNG_PAGE_WORK its packages, PASSUNG_SHOTS gets pictures. With
// PASSUNG_PAGE_BUSY every call of the page is refused once, as a busy server may do, and everything has to hold all the same.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { PASSUNG_BIN: BIN, PASSUNG_PAGE: PAGE, PASSUNG_PAGE_WORK: WORK, PASSUNG_SHOTS: SHOTS, PASSUNG_PAGE_BUSY: EVERYTHING_REFUSED } = process.env;
const packages = createRequire(join(WORK, 'package.json'));
const { chromium } = packages('playwright-core');
const AXE = readFileSync(packages.resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const MOST_TABS = 200;
const BUSY = 429;
const MOST_ATTEMPTS = 100;

// ------------------------------------------------------------------------------------------------------- server

export class Server {
  // On a market of its own, which `market` tells more of, or on one that an earlier server left in `folder`, at the same port;
  // `more` goes to the program.
  static async start({ mentees = 120, vacancies = 3000, port = 0, folder = undefined, more = [], market = [] } = {}) {
    const server = new Server();
    server.folder = folder ?? mkdtempSync(join(tmpdir(), 'passung-page-'));
    const db = join(server.folder, 'market.db');
    if (folder === undefined) {
      execFileSync(join(BIN, 'passung'), ['market', '--mentees', String(mentees), '--vacancies', String(vacancies), '--seed', '3', '--db', db, ...market]);
    }
    server.process = spawn(join(BIN, 'passungd'), ['--dev', '--db', db, '--port', '0', '--http-port', String(port), '--page', PAGE, ...more],
      { stdio: ['ignore', 'pipe', 'ignore'] });
    const line = await new Promise((resolve, reject) => {
      let text = '';
      server.process.stdout.on('data', (bytes) => { text += bytes; if (text.includes('\n')) resolve(text); });
      server.process.on('exit', () => reject(new Error('passungd ended before it served')));
    });
    server.address = line.match(/HTTP on (\S+)/)[1];
    return server;
  }

  get url() { return `http://${this.address}`; }

  // Asks a method as any client would, and again what a busy server has refused.
  async ask(method, request, headers = {}) {
    for (let left = MOST_ATTEMPTS; ; --left) {
      const answer = await fetch(`${this.url}/passung.v1.${method}`, {
        method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(request),
      });
      if (answer.status !== BUSY || left === 0) return answer.json();
    }
  }

  // Ends the process and waits until it is gone.
  async kill() {
    const gone = new Promise((resolve) => this.process.on('exit', resolve));
    this.process.kill('SIGKILL');
    await gone;
  }

  async end() {
    if (this.process.exitCode === null && this.process.signalCode === null) await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

// ------------------------------------------------------------------------------------------------------ browser

export const launch = () => chromium.launch({ executablePath: process.env.PASSUNG_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

// A tab of its own with what the browser complained about and whom it asked.
export async function newTab(browser, { locale = 'de-DE', width = 1200, height = 900, ...more } = {}) {
  const context = await browser.newContext({ locale, viewport: { width, height }, ...more });
  if (EVERYTHING_REFUSED) await context.route(/\/passung\.v1\./, refuseOnce());
  const tab = await context.newPage();
  tab.faults = [];
  tab.origins = new Set();
  tab.on('pageerror', (error) => tab.faults.push(error.message));
  // What a busy server refuses, which browsers report, the page asks for again.
  tab.on('console', (message) => message.type() === 'error' && !/ status of 429 /.test(message.text()) && tab.faults.push(message.text()));
  tab.on('request', (request) => tab.origins.add(new URL(request.url()).origin));
  return tab;
}

// Answers a call as a busy server does, with RetryInfo { retry_delay { nanos: 1000000 } }: a stream with a frame that ends it.
export function refuseAsBusy(route) {
  const error = { code: 'resource_exhausted', message: 'busy', details: [{ type: 'google.rpc.RetryInfo', value: 'CgQQwIQ9' }] };
  const contentType = route.request().headers()['content-type'];
  if (!contentType.startsWith('application/connect+')) return route.fulfill({ status: BUSY, contentType: 'application/json', body: JSON.stringify(error) });
  const end = Buffer.from(JSON.stringify({ error }));
  const head = Buffer.from([2, 0, 0, 0, 0]);
  head.writeUInt32BE(end.length, 1);
  return route.fulfill({ status: 200, contentType, body: Buffer.concat([head, end]) });
}

function refuseOnce() {
  const refused = new Set();
  return async (route) => {
    const request = route.request();
    const call = `${request.url()} ${request.postDataBuffer()?.toString('base64')}`;
    if (refused.delete(call)) return route.continue();
    refused.add(call);
    return refuseAsBusy(route);
  };
}

// Goes to a place of the page and waits until what it asked for is there.
export async function go(tab, server, place) {
  await tab.goto(`${server.url}/${place}`);
  await tab.waitForFunction((wanted) => document.querySelector('main')?.dataset.place === wanted, place);
  await settled(tab);
}

// The address changes a moment before the screen does: what is there must be of the place where one is.
export async function settled(tab) {
  await tab.waitForFunction(() => document.querySelector('main')?.dataset.place === location.hash && document.querySelector('.loading') === null);
}

// What a filter has to choose from is asked beside the list, and may come after it.
export const choicesOf = (tab, filter) => tab.waitForFunction((id) => document.querySelectorAll(`#${id} option`).length > 1, `filter-${filter}`);

export const textsOf = (tab, selector) => tab.locator(selector).allTextContents();

// Presses Tab until the wanted element has the focus: what cannot be reached so cannot be reached by keyboard.
export async function tabTo(tab, selector) {
  for (let i = 0; i < MOST_TABS; ++i) {
    await tab.keyboard.press('Tab');
    if (await tab.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`${selector} is not reached by ${MOST_TABS} presses of Tab`);
}

export async function violations(tab) {
  await tab.evaluate(AXE);
  const { violations: found } = await tab.evaluate((tags) => globalThis.axe.run({ runOnly: tags }), AXE_TAGS);
  return found.map((of) => `${of.id}: ${of.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

export async function picture(tab, name) {
  if (SHOTS === undefined) return;
  mkdirSync(SHOTS, { recursive: true });
  await tab.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}
