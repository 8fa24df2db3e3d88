// Who has done what, and how it stood before and after.
import { Element, html, nothing } from '../lit.js';
import { address, api } from '../api.js';
import { t } from '../i18n.js';
import { dateTime } from '../format.js';
import { daysOf, instants } from '../period.js';
import { field, values } from '../components/fields.js';
import { icon } from '../components/icons.js';
import { Pages } from '../components/loader.js';
import { badge, head } from '../components/parts.js';
import { periodPicker } from '../components/period.js';
import { table } from '../components/table.js';

class Audit extends Element {
  constructor() {
    super();
    this.period = { preset: 'week', ...daysOf('week') };
    this.filter = {};
    this.pages = new Pages(this, (query, signal) => api.get('/audit', query, signal));
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  query() {
    return { ...instants(this.period), ...this.filter };
  }

  load() {
    this.pages.run({ ...this.query(), limit: 100 });
  }

  change(changes) {
    this.set(changes);
    this.load();
  }

  render() {
    return html`
      ${head(t('page.audit'), html`<a class="button" href=${address('/audit.csv', this.query())} download>${icon('download')}${t('act.csv')}</a>`)}
      ${periodPicker(this, (period) => this.change({ period }))}
      <form class="filter-form" @submit=${(event) => { event.preventDefault(); this.change({ filter: values(event.currentTarget) }); }}>
        ${field({ name: 'who', label: t('field.who') })} ${field({ name: 'action', label: t('field.act'), hint: t('hint.action') })} ${field({ name: 'subject', label: t('field.subject') })}
        <div class="actions"><button class="button primary">${icon('search')}${t('act.search')}</button></div>
      </form>
      <section class="panel">${this.pages.show((found) => this.entries(found), 8)}</section>
    `;
  }

  entries({ items, next }) {
    return html`
      ${table({
        caption: t('page.audit'),
        none: t('audit.none'),
        rows: items,
        columns: [
          { label: t('field.time'), kind: 'when', cell: (each) => dateTime(each.at) },
          { label: t('field.who'), cell: (each) => html`<strong>${each.who}</strong>${each.address ? html` <span class="quiet">${each.address}</span>` : nothing}` },
          { label: t('field.act'), cell: (each) => badge(each.action) },
          { label: t('field.subject'), kind: 'wide', cell: (each) => each.subject },
          { label: t('field.reason'), kind: 'wide', cell: (each) => each.reason },
          { label: t('audit.change'), kind: 'wide', cell: (each) => (each.before || each.after ? change(each) : nothing) },
        ],
      })}
      ${next ? html`<p class="more"><button class="button" ?disabled=${this.pages.more} @click=${() => this.pages.next()}>${t('act.more')}</button></p>` : nothing}
    `;
  }
}
customElements.define('rv-audit', Audit);

const shown = (value) => (typeof value === 'string' ? value : JSON.stringify(value, null, 1));

const change = ({ before, after }) => html`<details>
  <summary>${t('audit.show')}</summary>
  ${before ? html`<p class="quiet">${t('field.before')}</p><pre>${shown(before)}</pre>` : nothing}
  ${after ? html`<p class="quiet">${t('field.after')}</p><pre>${shown(after)}</pre>` : nothing}
</details>`;
