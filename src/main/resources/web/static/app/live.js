// What the server tells by itself: how it stands now, and each decision as it is made.
import { api, items } from './api.js';
import { session } from './session.js';

const FEED_MOST = 60;
const SILENCE_MILLIS = 15_000;
const WAIT_FIRST_MILLIS = 1000;
const WAIT_MOST_MILLIS = 30_000;

/** How long to wait before trying again: twice as long each time, up to a limit, and never all at once. */
export const backOff = (failures, random = Math.random()) =>
  Math.min(WAIT_MOST_MILLIS, WAIT_FIRST_MILLIS * 2 ** (failures - 1)) * (0.75 + random / 2);

/** Puts newly told decisions before those known, each once, newest first. */
export const merged = (known, told, most = FEED_MOST) => {
  const fresh = new Map([...told, ...known].map((each) => [each.id, each]));
  return [...fresh.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, most);
};

class Live extends EventTarget {
  constructor() {
    super();
    this.forget();
  }

  forget() {
    this.now = undefined;
    this.denied = [];
    this.omitted = 0;
    this.state = 'connecting';
    this.failures = 0;
  }

  start() {
    if (!this.source && session.may('SEE')) {
      this.open();
      this.fillFeed();
    }
  }

  stop() {
    this.close();
    clearTimeout(this.again);
    this.forget();
  }

  close() {
    clearTimeout(this.watchdog);
    this.source?.close();
    this.source = undefined;
  }

  open() {
    this.source = new EventSource('api/v1/events');
    this.source.addEventListener('open', () => this.heard());
    this.source.addEventListener('now', (event) => this.heard({ now: JSON.parse(event.data) }));
    this.source.addEventListener('decisions', (event) => this.decisions(JSON.parse(event.data)));
    this.source.addEventListener('omitted', (event) => this.heard({ omitted: this.omitted + JSON.parse(event.data).decisions }));
    this.source.addEventListener('alarm', () => this.heard());
    this.source.addEventListener('error', () => this.lost());
  }

  heard(changes = {}) {
    this.failures = 0;
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.lost(), SILENCE_MILLIS);
    this.tell({ state: 'live', ...changes });
  }

  decisions(told) {
    const denied = told.filter((each) => each.verdict === 'deny' || each.rehearsed);
    this.heard({ denied: merged(this.denied, denied) });
    if (denied.length > 0) {
      this.dispatchEvent(new CustomEvent('denied', { detail: denied }));
    }
  }

  lost() {
    this.close();
    this.failures += 1;
    this.lostSince = this.state === 'lost' ? this.lostSince : Date.now();
    this.tell({ state: 'lost' });
    this.again = setTimeout(() => this.retry(), backOff(this.failures));
  }

  /** A stream cannot tell why it broke; a session that has ended shows here. */
  async retry() {
    try {
      await api.get('/session');
      if (session.user) {
        this.open();
      }
    } catch {
      if (session.user) {
        this.lost();
      }
    }
  }

  async fillFeed() {
    try {
      const pages = await Promise.all([{ verdict: 'deny' }, { rehearsed: true }].map((which) => api.get('/decisions', { ...which, limit: 30 })));
      this.tell({ denied: merged(this.denied, pages.flatMap(items)) });
    } catch (e) {
      // The stream fills it from now on.
      console.info('feed:', e.message);
    }
  }

  tell(changes) {
    Object.assign(this, changes);
    this.dispatchEvent(new Event('change'));
  }
}

export const live = new Live();
