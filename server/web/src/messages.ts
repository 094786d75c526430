// Words of the page: the catalogue that the server has, too, and how German and English write numbers and days.
import { germanDay } from './holding';
import { type Parsed, parsed, written } from './pattern';

export type Locale = 'de' | 'en';
type Catalogue = Record<string, string>;

const KEPT_UNDER = 'passung.locale';
let locale: Locale = 'de';
let texts: Catalogue = {};
const patterns = new Map<string, Parsed>();

// What was chosen here last, else what the browser prefers, else German.
export function wantedLocale(): Locale {
  const kept = localStorage.getItem(KEPT_UNDER);
  if (kept === 'de' || kept === 'en') return kept;
  return navigator.language.startsWith('en') ? 'en' : 'de';
}

export async function openMessages(wanted: Locale): Promise<void> {
  const loaded: { default: Catalogue } =
    wanted === 'de' ? await import('./generated/catalogue_de.json') : await import('./generated/catalogue_en.json');
  texts = loaded.default;
  locale = wanted;
  patterns.clear();
  localStorage.setItem(KEPT_UNDER, wanted);
  document.documentElement.lang = wanted;
}

export const currentLocale = (): Locale => locale;

export const has = (key: string): boolean => texts[key] !== undefined;

// The text of a key; a key that is not there shows itself, so that a test sees it.
export function t(key: string, values: Record<string, string | number> = {}): string {
  let pattern = patterns.get(key);
  if (pattern === undefined) {
    pattern = parsed(texts[key] ?? key);
    patterns.set(key, pattern);
  }
  return written(pattern, values);
}

// The word for an enumerator: key `vacancy_kind`, name "TRAINING_DUAL".
export const word = (key: string, name: string | undefined): string =>
  name === undefined || name === 'UNSPECIFIED' ? t('page.unknown') : t(`${key}.${name.toLowerCase()}`);

export const number = (value: number): string => value.toLocaleString(locale);

// "29.11.2026, 09:12:05", by the clock of whoever looks.
export const moment = (ms: number): string => new Date(ms).toLocaleString(locale === 'de' ? 'de' : 'en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

// A score, 0 to 100 000 000, in percent.
export const percent = (score: number): string =>
  `${(score / 1_000_000).toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`;

// A difference of shares, -1 to 1, with its sign: "+1,3 %".
export const share = (of: number): string =>
  `${(100 * of).toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' })} %`;

// "2026-11-29" → "29.11.2026".
export function day(value: string | undefined): string {
  const parts = (value ?? '').split('-');
  if (parts.length !== 3) return t('page.unknown');
  return locale === 'de' ? `${parts[2]}.${parts[1]}.${parts[0]}` : (value ?? '');
}

// 0 Monday to 6 Sunday: "Mo".
export const weekday = (of: number): string =>
  new Date(Date.UTC(2024, 0, 1 + of)).toLocaleDateString(locale, { weekday: 'short', timeZone: 'UTC' });

const DAY_MS = 86_400_000;

// "heute", "vor 3 Tagen"; from a month on in months.
export function ago(time: Date, now = new Date()): string {
  const days = (Date.parse(germanDay(now)) - Date.parse(germanDay(time))) / DAY_MS;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return days < 31 ? format.format(-days, 'day') : format.format(-Math.floor(days / 30), 'month');
}

// "26.11.2026, vor 3 Tagen".
export const dayAndAgo = (time: Date | undefined): string => (time === undefined ? t('page.unknown') : `${day(germanDay(time))}, ${ago(time)}`);
