// Who has done what, and how it stood before and after.
import { html, nothing } from '../lit.js';
import { address, api } from '../api.js';
import { t } from '../i18n.js';
import { dateTime } from '../format.js';
import { field } from '../components/fields.js';
import { icon } from '../components/icons.js';
import { Loader } from '../components/loader.js';
import { badge, head } from '../components/parts.js';
import { Searching } from '../components/searching.js';
import { table } from '../components/table.js';

class Audit extends Searching {
  constructor() {
    super('/audit', 100, { period: 'week' });
    this.known = new Loader(this, (signal) => api.get('/audit/values', {}, signal));
  }

  connectedCallback() {
    super.connectedCallback();
    this.known.run();
  }

  render() {
    return html`
      ${head(t('page.audit'), html`<a class="button" href=${address('/audit.csv', this.query())} download>${icon('download')}${t('act.csv')}</a>`)}
      ${this.controls(this.fields())} ${this.found((rows) => this.rows(rows))}
    `;
  }

  fields() {
    const { filter } = this;
    const { who = [], actions = [] } = this.known.value ?? {};
    return html`
      ${field({ name: 'who', label: t('field.who'), value: filter.who, suggestions: who })}
      ${field({ name: 'action', label: t('field.act'), value: filter.action, hint: t('hint.action'), suggestions: withSubjects(actions) })}
      ${field({ name: 'subject', label: t('field.subject'), value: filter.subject })}
    `;
  }

  rows(items) {
    return table({
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
    });
  }
}
customElements.define('rv-audit', Audit);

/** Acts, and the subjects before their dots, by which all acts of a subject are found. */
const withSubjects = (actions) => [...new Set(actions.flatMap((action) => [action.split('.')[0], action]))].sort();

const shown = (value) => (typeof value === 'string' ? value : JSON.stringify(value, null, 1));

const change = ({ before, after }) => html`<details>
  <summary>${t('audit.show')}</summary>
  ${before ? html`<p class="quiet">${t('field.before')}</p><pre>${shown(before)}</pre>` : nothing}
  ${after ? html`<p class="quiet">${t('field.after')}</p><pre>${shown(after)}</pre>` : nothing}
</details>`;
