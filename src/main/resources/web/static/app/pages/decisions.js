// Every decision on record, by what one looks for.
import { Element, html, nothing } from '../lit.js';
import { address, api } from '../api.js';
import { t, word } from '../i18n.js';
import { dateTime, seconds } from '../format.js';
import { daysOf, instants } from '../period.js';
import { reasons } from '../reasons.js';
import { handed } from '../router.js';
import { session } from '../session.js';
import { decisionDialog } from '../components/decision.js';
import { field, values } from '../components/fields.js';
import { icon } from '../components/icons.js';
import { Pages } from '../components/loader.js';
import { masked } from '../components/masked.js';
import { badge, head, nearby, reason, tabs } from '../components/parts.js';
import { periodPicker } from '../components/period.js';
import { table } from '../components/table.js';

class Decisions extends Element {
  constructor() {
    super();
    const { period, ...filter } = handed() ?? {};
    this.period = period ?? { preset: 'today', ...daysOf('today') };
    this.filter = filter;
    this.pages = new Pages(this, (query, signal) => api.get('/decisions', query, signal));
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  query() {
    return { ...instants(this.period), ...this.filter };
  }

  load() {
    this.pages.run({ ...this.query(), limit: 50 });
  }

  change(changes) {
    this.set(changes);
    this.load();
  }

  render() {
    const csv = (full) => address('/decisions.csv', { ...this.query(), full });
    return html`
      ${head(
        t('page.decisions'),
        html`<a class="button" href=${csv(false)} download>${icon('download')}${t('act.csv')}</a>
          ${session.may('REVEAL') ? html`<a class="button" href=${csv('true')} download>${icon('eye')}${t('act.csvFull')}</a>` : nothing}`,
      )}
      ${tabs(t('page.history'), [['history', t('history.overview')], ['decisions', t('page.decisions')]], 'decisions')}
      ${periodPicker(this, (period) => this.change({ period }))} ${this.form()}
      <section class="panel">${this.pages.show((found) => this.found(found), 8)}</section>
      ${decisionDialog(this)}
    `;
  }

  form() {
    const all = ['', t('filter.all')];
    const { filter } = this;
    return html`<form class="filter-form" @submit=${(event) => this.search(event)} @reset=${() => setTimeout(() => this.change({ filter: {} }))}>
      ${field({ name: 'verdict', label: t('field.verdict'), type: 'select', value: filter.verdict, options: [all, ['allow', t('verdict.allow')], ['deny', t('verdict.deny')]] })}
      ${field({ name: 'reason', label: t('field.reason'), type: 'select', value: filter.reason, options: [all, ...reasons.codes.map((code) => [code, reasons.name(code)])] })}
      ${field({ name: 'campaign', label: t('field.campaign'), value: filter.campaign })}
      ${field({ name: 'agent', label: t('field.agent'), value: filter.agent })}
      ${field({ name: 'number', label: t('field.number'), value: filter.number, inputMode: 'tel' })}
      ${field({ name: 'breach', label: t('filter.breach'), type: 'checkbox', value: filter.breach })}
      ${field({ name: 'silent', label: t('filter.silent'), type: 'checkbox', value: filter.silent })}
      <div class="actions"><button class="button primary">${icon('search')}${t('act.search')}</button><button type="reset" class="button">${t('act.reset')}</button></div>
    </form>`;
  }

  search(event) {
    event.preventDefault();
    const { principal } = this.filter;
    this.change({ filter: { principal, ...values(event.currentTarget) } });
  }

  found({ items, next }) {
    return html`
      ${table({
        caption: t('page.decisions'),
        none: t('decisions.none'),
        rows: items,
        columns: [
          { label: t('field.time'), kind: 'when', cell: (each) => html`<time datetime=${each.at} title=${dateTime(each.at)}>${dateTime(each.at)}</time>` },
          { label: t('field.verdict'), cell: verdict },
          { label: t('field.number'), cell: (each) => masked(each.number, 'decision', each.id) },
          { label: t('field.campaign'), cell: (each) => each.campaign },
          { label: t('field.agent'), cell: (each) => each.agent },
          { label: t('field.reason'), kind: 'wide', cell: (each) => (each.verdict === 'deny' ? reason(each.reason) : became(each)) },
          { label: t('field.next'), cell: (each) => (each.verdict === 'deny' && each.retryAt ? nearby(each.retryAt) : nothing) },
          { label: t('act.details'), kind: 'act', cell: (each) => html`<button class="button small" @click=${() => this.set({ decision: each.id })}>${t('act.details')}</button>` },
        ],
      })}
      ${next ? html`<p class="more"><button class="button" ?disabled=${this.pages.more} @click=${() => this.pages.next()}>${t('act.more')}</button></p>` : nothing}
    `;
  }
}
customElements.define('rv-decisions', Decisions);

const became = (each) => html`${each.status ?? t('decision.open')}${each.answer ? html`, ${word('answer', each.answer)}` : nothing}
  ${each.talkMillis ? html`<span class="quiet">${seconds(each.talkMillis)}</span>` : nothing}
  ${each.breach ? badge(t('decision.breach'), 'warn') : nothing} ${each.silent ? badge(t('decision.silent'), 'bad') : nothing}`;

/** A denial that a rehearsal let out was dialled. */
const verdict = (each) =>
  each.rehearsed ? badge(t('decision.rehearsed'), 'warn') : badge(word('verdict', each.verdict), each.verdict === 'deny' ? 'bad' : 'good');
