// Periods of time by the days of the centre's calendar.
import { isoDay, ZONE } from './format.js';

const DAY_MILLIS = 86_400_000;
export const PRESETS = ['today', 'yesterday', 'week', 'month', 'own'];

/** A day some days away: `2026-11-23`. */
export const shifted = (day, days) => new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY_MILLIS).toISOString().slice(0, 10);

const offsetAt = (instant) => {
  const parts = new Intl.DateTimeFormat('en', { timeZone: ZONE, timeZoneName: 'longOffset' }).formatToParts(instant);
  return parts.find((part) => part.type === 'timeZoneName').value.slice(3) || '+00:00';
};

/** The first instant of a day, with the offset that the zone has then. */
export const startOf = (day) => `${day}T00:00:00${offsetAt(new Date(`${day}T00:00:00Z`))}`;

/** The days of a preset, both included. */
export const daysOf = (preset, now = Date.now()) => {
  const today = isoDay(now);
  const from = { today: 0, yesterday: -1, week: -6, month: -29 }[preset] ?? 0;
  return { from: shifted(today, from), to: preset === 'yesterday' ? shifted(today, -1) : today };
};

/** The instants between which the days lie; the end is not included. */
export const instants = ({ from, to }) => ({ from: startOf(from), to: startOf(shifted(to, 1)) });

/** In what steps a period is best shown. */
export const stepOf = ({ from, to }) => (Date.parse(to) - Date.parse(from) < 2 * DAY_MILLIS ? 'hour' : 'day');
