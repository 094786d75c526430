// Makes the page: types checked, one script and one style sheet with names that change with their content, a catalogue
// for each language, everything also compressed. Fails where the page weighs more than it may.
//
//   node build.mjs WORK OUT     WORK has node_modules and gets what is generated; OUT becomes the page
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { generateClient } from './contract.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, '../..');
const [WORK, OUT] = process.argv.slice(2).map((path) => resolve(path));
const MOST_GZIP_BYTES = 120 * 1024;

// ------------------------------------------------------------------------------------------------------ messages

// What the page says comes from the catalogues that server and command line have: of these the parts that it shows.
const PARTS = [
  'page.', 'criterion.', 'rule.', 'hit_class.', 'verdict.', 'flag.', 'vacancy_kind.', 'language_level.', 'language_skill.',
  'language_proof.', 'school_certificate.', 'recognition_outcome.', 'recognition_step.', 'licence_kind.', 'track.',
  'access_bar.', 'access_note.', 'requirement_strength.', 'residence_status.', 'support_item.', 'unknown_fact.', 'lead_source.',
  'condition.', 'pin_mark.', 'hide_reason.', 'rule_switch.', 'record_verdict.', 'skill.', 'assignment.limit.',
  'slice_kind.', 'note.explored',
];

// A skill that is called what its id says is not named twice: names.ts reads it from the id.
const isInItsId = (key, text) => key.startsWith('skill.') && text.toLowerCase() === key.slice('skill.'.length).replaceAll('-', ' ');

function catalogue(locale) {
  const texts = {};
  for (const line of readFileSync(join(ROOT, `proto/text/catalogue_${locale}.txt`), 'utf8').split('\n')) {
    const at = line.indexOf(' = ');
    if (at < 0 || line.startsWith('#')) continue;
    const key = line.slice(0, at);
    const text = line.slice(at + 3);
    if (PARTS.some((part) => key.startsWith(part)) && !isInItsId(key, text)) texts[key] = text;
  }
  for (const [code, german, english] of mainGroupRows()) texts[`main_group.${code}`] = locale === 'de' ? german : english;
  return texts;
}

// The cells of a line as RFC 4180 has them.
const cellsOf = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);

const mainGroupRows = () => readFileSync(join(ROOT, 'engine/vocabulary/main_groups.csv'), 'utf8').trim().split('\n').slice(1).map(cellsOf);

// Code, name, region, latitude and longitude of the seat; the source, which may have commas, comes last.
function districtRows() {
  return readFileSync(join(ROOT, 'engine/data/districts.csv'), 'utf8').split('\n').slice(1).map((line) => line.split(',')).filter((row) => row[0] && row[1]);
}

const districts = () => Object.fromEntries(districtRows().map(([code, name]) => [code, name]));

// Of Saxony (Land 14) alone, rising.
const seats = () => districtRows()
  .filter(([code]) => code.startsWith('14'))
  .map(([code, , , latitude, longitude]) => ({ code, latitude: Number(latitude), longitude: Number(longitude) }))
  .sort((a, b) => (a.code < b.code ? -1 : 1));

function writeJson(name, value) {
  writeFileSync(join(WORK, 'src/generated', name), JSON.stringify(value));
}

// -------------------------------------------------------------------------------------------------------- steps

function prepare() {
  rmSync(join(WORK, 'src'), { recursive: true, force: true });
  cpSync(join(HERE, 'src'), join(WORK, 'src'), { recursive: true });
  cpSync(join(HERE, 'tsconfig.json'), join(WORK, 'tsconfig.json'));
  mkdirSync(join(WORK, 'src/generated'), { recursive: true });
  generateClient(ROOT, WORK);
  writeJson('catalogue_de.json', catalogue('de'));
  writeJson('catalogue_en.json', catalogue('en'));
  writeJson('districts.json', districts());
  writeJson('seats.json', seats());
}

// The page speaks binary protobuf alone (api.ts): the half of the library that reads and writes JSON is left out.
const withoutJson = {
  name: 'without-json',
  setup: (build) => build.onLoad({ filter: /@bufbuild\/protobuf\/dist\/esm\/(from|to)-json\.js$/ }, ({ path }) => {
    const names = [...readFileSync(path, 'utf8').matchAll(/^export function (\w+)/gm)].map(([, name]) => name);
    return { contents: names.map((name) => `export function ${name}() { throw new Error('the page has no JSON of messages'); }`).join('\n') };
  }),
};

async function bundle() {
  const { build } = createRequire(join(WORK, 'package.json'))('esbuild');
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const result = await build({
    absWorkingDir: WORK,
    entryPoints: ['src/main.tsx', 'src/style.css'],
    outdir: join(OUT, 'assets'),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: ['es2022'],
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.json': 'json' },
    metafile: true,
    plugins: [withoutJson],
    legalComments: 'none',
  });
  const named = (entry) =>
    Object.entries(result.metafile.outputs).find(([, output]) => output.entryPoint === entry)[0].split('/').pop();
  const html = readFileSync(join(HERE, 'src/index.html'), 'utf8')
    .replace('{{script}}', `assets/${named('src/main.tsx')}`)
    .replace('{{style}}', `assets/${named('src/style.css')}`);
  writeFileSync(join(OUT, 'index.html'), html);
  cpSync(join(HERE, 'src/icon.svg'), join(OUT, 'icon.svg')); // browsers ask for one, and complain where there is none
}

// Compresses every file. What a browser loads, which is everything but the catalogue of the other language, must not weigh
// more than a page may.
function compress() {
  let bytes = 0;
  const catalogues = [];
  const files = ['index.html', 'icon.svg', ...readdirSync(join(OUT, 'assets')).map((name) => `assets/${name}`)];
  for (const file of files) {
    const compressed = gzipSync(readFileSync(join(OUT, file)), { level: 9 });
    writeFileSync(join(OUT, `${file}.gz`), compressed);
    if (file.includes('catalogue_')) catalogues.push(compressed.length);
    else bytes += compressed.length;
  }
  const both = bytes + catalogues.reduce((all, one) => all + one, 0);
  bytes += Math.max(...catalogues);
  const kb = (of) => `${(of / 1024).toFixed(1)} KB`;
  const note = `page: ${kb(bytes)} gzip with the larger of ${catalogues.length} languages, allowed ${kb(MOST_GZIP_BYTES)}; ${kb(both)} with all of them`;
  if (bytes > MOST_GZIP_BYTES) throw new Error(note);
  console.log(note);
}

// Installs what the lock names, once for each lock.
function install() {
  mkdirSync(WORK, { recursive: true });
  const lock = readFileSync(join(HERE, 'package-lock.json'));
  const mark = createHash('sha256').update(lock).digest('hex');
  const installed = join(WORK, 'installed');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === mark) return;
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) cpSync(join(HERE, name), join(WORK, name));
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: WORK, stdio: ['ignore', 'inherit', 'inherit'],
  });
  writeFileSync(installed, mark);
}

install();
prepare();
execFileSync(process.execPath, [join(WORK, 'node_modules/typescript/bin/tsc'), '-p', join(WORK, 'tsconfig.json')], { stdio: 'inherit' });
await bundle();
compress();
