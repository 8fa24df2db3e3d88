// A page that searches what was recorded in a period of time.
import { Element, html } from '../lit.js';
import { api } from '../api.js';
import { t } from '../i18n.js';
import { daysOf, instants } from '../period.js';
import { values } from './fields.js';
import { icon } from './icons.js';
import { more, Pages } from './loader.js';
import { periodPicker } from './period.js';

export class Searching extends Element {
  /**
   * @param path what is searched
   * @param atOnce so many at a time
   * @param begin {period, ...filter}: what is searched for first
   */
  constructor(path, atOnce, { period, ...filter }) {
    super();
    this.period = typeof period === 'string' ? { preset: period, ...daysOf(period) } : period;
    this.filter = filter;
    this.atOnce = atOnce;
    this.pages = new Pages(this, (query, signal) => api.search(path, query, signal));
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  query() {
    return { ...instants(this.period), ...this.filter };
  }

  load() {
    this.pages.run({ ...this.query(), limit: this.atOnce });
  }

  change(changes) {
    this.set(changes);
    this.load();
  }

  /** The period and the fields by which one searches. */
  controls(fields) {
    return html`
      ${periodPicker(this, (period) => this.change({ period }))}
      <form class="filter-form" @submit=${(event) => this.search(event)} @reset=${() => setTimeout(() => this.change({ filter: {} }))}>
        ${fields}
        <div class="actions"><button class="button primary">${icon('search')}${t('act.search')}</button><button type="reset" class="button">${t('act.reset')}</button></div>
      </form>
    `;
  }

  search(event) {
    event.preventDefault();
    this.change({ filter: values(event.currentTarget) });
  }

  /** What was found, as a table. */
  found(table) {
    return html`<section class="panel">${this.pages.show(({ items }) => html`${table(items)} ${more(this.pages)}`, 8)}</section>`;
  }
}
