// The page's own reading of the catalogues against the library for ICU MessageFormat.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const packages = createRequire(join(process.env.PASSUNG_PAGE_WORK, 'package.json'));
const { transformSync } = packages('esbuild');
const { IntlMessageFormat } = await import(packages.resolve('intl-messageformat'));
const source = readFileSync(join(ROOT, 'server/web/src/pattern.ts'), 'utf8');
const { parsed, written } = await import(`data:text/javascript,${encodeURIComponent(transformSync(source, { loader: 'ts' }).code)}`);

// The names in a pattern, and what a choice by each of them knows.
function namesIn(pattern) {
  const names = new Map();
  for (const [, name] of pattern.matchAll(/\{\s*(\w+)\s*[,}]/g)) names.set(name, ['Wert', '7']);
  for (const [, name] of pattern.matchAll(/\{\s*(\w+)\s*,\s*select/g)) names.set(name, ['0', '1', 'yes', 'something else']);
  return names;
}

for (const locale of ['de', 'en']) {
  test(`every text of the page in ${locale} is written as the library writes it`, () => {
    let compared = 0;
    for (const line of readFileSync(join(ROOT, `proto/text/catalogue_${locale}.txt`), 'utf8').split('\n')) {
      const at = line.indexOf(' = ');
      if (at < 0 || !line.startsWith('page.')) continue;
      const pattern = line.slice(at + 3);
      const names = [...namesIn(pattern)];
      for (let round = 0; round < 4; ++round) {
        const values = Object.fromEntries(names.map(([name, of], i) => [name, of[(round + i) % of.length]]));
        assert.equal(written(parsed(pattern), values), String(new IntlMessageFormat(pattern, locale).format(values)), line);
        ++compared;
      }
    }
    assert.ok(compared > 500, `${compared}`);
  });
}

test('choices within choices are read to their ends', () => {
  const pattern = 'a {x, select, 1{one {y, select, b{B} other{not {y}}}} other {many}} z{y}';
  for (const values of [{ x: 1, y: 'b' }, { x: '1', y: 'c' }, { x: 2, y: 'b' }]) {
    assert.equal(written(parsed(pattern), values), String(new IntlMessageFormat(pattern, 'en').format(values)));
  }
});

test('a value that is not given shows its name, and what is no pattern of ours is refused', () => {
  assert.equal(written(parsed('Platz {place}'), {}), 'Platz {place}');
  assert.throws(() => parsed('{n, plural, one{x} other{y}}'), /no pattern of ours/);
});
