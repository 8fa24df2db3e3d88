// Loads what a page shows and keeps how that stands: loading, there, or refused.
import { html, nothing } from '../lit.js';
import { Refused } from '../api.js';
import { t } from '../i18n.js';
import { loading, problem } from './parts.js';

export class Loader {
  constructor(host, load) {
    this.host = host;
    this.load = load;
    this.turn = 0;
    this.state = 'loading';
  }

  /** Loads anew. What is there stays until the new has come. */
  async run(...arguments_) {
    const turn = ++this.turn;
    this.last = arguments_;
    this.cancel?.abort();
    this.cancel = new AbortController();
    this.busy = true;
    this.host.requestUpdate();
    try {
      const value = await this.load(...arguments_, this.cancel.signal);
      this.settle(turn, { state: 'there', value, refused: undefined });
    } catch (e) {
      if (!(e instanceof Refused)) {
        if (turn !== this.turn) return;
        console.error(e);
      }
      this.settle(turn, { state: 'refused', refused: e });
    }
  }

  again() {
    return this.run(...(this.last ?? []));
  }

  settle(turn, changes) {
    if (turn === this.turn) {
      Object.assign(this, changes, { busy: false });
      this.host.requestUpdate();
    }
  }

  /** The template of how it stands. */
  show(there, lines = 4) {
    if (this.state === 'there') return there(this.value);
    return this.state === 'refused' ? problem(this.refused, () => this.again()) : loading(lines);
  }
}

/** A list that comes page by page. */
export class Pages extends Loader {
  constructor(host, load) {
    super(host, async (query, signal) => load({ ...query }, signal));
    this.more = false;
  }

  async next() {
    const { items: before, next } = this.value;
    this.more = true;
    this.host.requestUpdate();
    try {
      const page = await this.load({ ...this.last[0], after: next }, this.cancel.signal);
      this.value = { items: [...before, ...page.items], next: page.next };
    } catch (e) {
      this.refused = e;
      this.state = 'refused';
    } finally {
      this.more = false;
      this.host.requestUpdate();
    }
  }
}

/** The button that brings the next page of a list, if there is one. */
export const more = (pages) =>
  pages.value?.next
    ? html`<p class="more"><button class="button" ?disabled=${pages.more} @click=${() => pages.next()}>${t('act.more')}</button></p>`
    : nothing;
