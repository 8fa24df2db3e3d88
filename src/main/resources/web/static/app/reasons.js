// The reasons for denials: their words from the server, and which of them belong together.
import { api, items } from './api.js';
import { has, language, t } from './i18n.js';

const GROUPS = {
  register: ['LISTED', 'REGISTER_STALE', 'NOT_COVERED'],
  list: ['BLOCKED', 'NO_CONSENT'],
  time: ['HOLIDAY', 'OUTSIDE_HOURS'],
  limit: ['SPACING', 'DAILY_LIMIT', 'PERIOD_LIMIT', 'OFFER_LIMIT'],
  campaign: ['STOPPED', 'CAMPAIGN_CLOSED', 'CALLER_ID', 'FOREIGN_NUMBER', 'UNKNOWN_CAMPAIGN'],
  agent: ['AGENT_REQUIRED', 'AGENT_BUSY'],
  fault: ['UNAVAILABLE', 'INVALID_NUMBER'],
};

export const GROUP_NAMES = Object.keys(GROUPS);

/** The group of a reason; one that a newer server has is a fault to be looked at. */
export const groupOf = (code) => GROUP_NAMES.find((name) => GROUPS[name].includes(code)) ?? 'fault';

/** Counts by reason summed by group. */
export const byGroup = (counts = {}) => {
  const sums = {};
  for (const [code, n] of Object.entries(counts)) {
    sums[groupOf(code)] = (sums[groupOf(code)] ?? 0) + n;
  }
  return sums;
};

class Reasons {
  constructor() {
    this.words = new Map();
  }

  /** Reads the words; without them the codes' short names remain. */
  async load() {
    try {
      this.words = new Map(items(await api.get('/reasons')).map((each) => [each.code, each]));
    } catch (e) {
      console.info('reasons:', e.message);
    }
  }

  get codes() {
    return this.words.size > 0 ? [...this.words.keys()] : Object.values(GROUPS).flat();
  }

  group(code) {
    return groupOf(code);
  }

  /** Short, as on a label. */
  name(code) {
    return has(`reason.${code}`) ? t(`reason.${code}`) : code;
  }

  /** In a sentence. */
  text(code) {
    return this.words.get(code)?.[language.code] ?? this.name(code);
  }

  clause(code) {
    return this.words.get(code)?.clause || '';
  }
}

export const reasons = new Reasons();
