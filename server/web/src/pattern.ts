// Patterns of the catalogues: {x} is a value, {x, select, a{…} other{…}} chooses by one. There is no more than that in what the
// page shows, and a library for all of ICU MessageFormat weighs a tenth of it; a test compares the two.
export type Parsed = (string | { of: string; choices?: Record<string, Parsed> })[];

// What stands from `at` to the bracket that closes it, or to the end, and where that is.
function read(pattern: string, at: number): [Parsed, number] {
  const parts: Parsed = [];
  while (at < pattern.length && pattern[at] !== '}') {
    if (pattern[at] !== '{') {
      const end = pattern.slice(at).search(/[{}]/);
      parts.push(end < 0 ? pattern.slice(at) : pattern.slice(at, at + end));
      at = end < 0 ? pattern.length : at + end;
      continue;
    }
    const head = /^\{\s*(\w+)\s*(\}|,\s*select\s*,\s*)/.exec(pattern.slice(at));
    if (head === null) throw new Error(`no pattern of ours: ${pattern}`);
    const [all, of = ''] = head;
    at += all.length;
    if (head[2] === '}') {
      parts.push({ of });
      continue;
    }
    const choices: Record<string, Parsed> = {};
    for (let key = /^\s*(\w+)\s*\{/.exec(pattern.slice(at)); key !== null; key = /^\s*(\w+)\s*\{/.exec(pattern.slice(at))) {
      const [inner, end] = read(pattern, at + key[0].length);
      choices[key[1] ?? ''] = inner;
      at = end + 1;
    }
    parts.push({ of, choices });
    at = pattern.indexOf('}', at) + 1;
  }
  return [parts, at];
}

export const parsed = (pattern: string): Parsed => read(pattern, 0)[0];

// With its values; one that is not given shows its name, so that a test sees it.
export const written = (pattern: Parsed, values: Record<string, string | number>): string => pattern.map((part) => {
  if (typeof part === 'string') return part;
  const value = String(values[part.of] ?? `{${part.of}}`);
  return part.choices === undefined ? value : written(part.choices[value] ?? part.choices['other'] ?? [], values);
}).join('');
