// How numbers and times are written. Pure: what depends on the language or the clock is handed in.
import { language } from './i18n.js';

export const ZONE = 'Europe/Stockholm';
const NONE = '–';
const kept = new Map();

const cached = (kind, locale, options) => {
  const key = kind.name + locale + JSON.stringify(options);
  if (!kept.has(key)) {
    kept.set(key, new kind(locale, options));
  }
  return kept.get(key);
};

const numbers = (options, locale) => cached(Intl.NumberFormat, locale, options);
const times = (options, locale) => cached(Intl.DateTimeFormat, locale, { timeZone: ZONE, ...options });
const isNone = (value) => value === null || value === undefined || value === '';

export const whole = (n, locale = language.locale) =>
  isNone(n) ? NONE : numbers({ maximumFractionDigits: 0 }, locale).format(n);

/** A share of 0 to 1 as percent. */
export const percent = (share, digits = 1, locale = language.locale) =>
  isNone(share) || Number.isNaN(share)
    ? NONE
    : numbers({ style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }, locale).format(share);

/** The share of a part in a whole; nothing of nothing is no share. */
export const share = (part, all) => (all > 0 ? part / all : Number.NaN);

export const decimal = (n, digits, locale = language.locale) =>
  isNone(n) ? NONE : numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits }, locale).format(n);

/** Microseconds, in the unit that reads best. */
export const micros = (us, locale = language.locale) => {
  if (isNone(us)) return NONE;
  if (us < 1000) return `${whole(us, locale)} µs`;
  return us < 1_000_000 ? `${decimal(us / 1000, 1, locale)} ms` : `${decimal(us / 1_000_000, 1, locale)} s`;
};

/** Milliseconds as seconds, or minutes and seconds. */
export const seconds = (ms, locale = language.locale) => {
  if (isNone(ms)) return NONE;
  if (ms < 60_000) return `${decimal(ms / 1000, 1, locale)} s`;
  const all = Math.round(ms / 1000);
  return `${Math.floor(all / 60)} min ${String(all % 60).padStart(2, '0')} s`;
};

export const bytes = (n, locale = language.locale) => {
  if (isNone(n)) return NONE;
  const step = n < 1000 ? 0 : n < 1e6 ? 1 : n < 1e9 ? 2 : 3;
  return `${decimal(n / 1000 ** step, step === 0 ? 0 : 1, locale)} ${['B', 'kB', 'MB', 'GB'][step]}`;
};

export const clock = (at, locale = language.locale) =>
  isNone(at) ? NONE : times({ hour: '2-digit', minute: '2-digit', second: '2-digit' }, locale).format(new Date(at));

export const minute = (at, locale = language.locale) =>
  isNone(at) ? NONE : times({ hour: '2-digit', minute: '2-digit' }, locale).format(new Date(at));

/** A day as `2026-11-23`, in the centre's zone. */
export const isoDay = (at) => times({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'sv-SE').format(new Date(at));

export const day = (at, locale = language.locale) =>
  isNone(at) ? NONE : times({ day: 'numeric', month: 'short', year: 'numeric' }, locale).format(new Date(at));

/** A day without its year, where that is plain. */
export const shortDay = (at, locale = language.locale) =>
  isNone(at) ? NONE : times({ day: 'numeric', month: 'short' }, locale).format(new Date(at));

export const dateTime = (at, locale = language.locale) =>
  isNone(at) ? NONE : `${isoDay(at)} ${clock(at, locale)}`;

/** The days from one to another, by the calendar of the centre. */
export const daysBetween = (from, to) => Math.round((Date.parse(isoDay(to)) - Date.parse(isoDay(from))) / 86_400_000);

/** A time near now, as one would say it: `14:20`, `tomorrow 08:00`, `Mon 23 Nov 08:00`. */
export const near = (at, now, words, locale = language.locale) => {
  if (isNone(at)) return NONE;
  const away = daysBetween(now, at);
  if (away === 0) return minute(at, locale);
  if (away === 1) return `${words.tomorrow} ${minute(at, locale)}`;
  if (away === -1) return `${words.yesterday} ${minute(at, locale)}`;
  const date = times({ weekday: 'short', day: 'numeric', month: 'short' }, locale).format(new Date(at));
  return `${date} ${minute(at, locale)}`;
};

/** The name of a weekday, 1 = Monday. */
export const weekday = (number, locale = language.locale) =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, number));

