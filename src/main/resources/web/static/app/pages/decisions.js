// Every decision on record, by what one looks for.
import { html, nothing } from '../lit.js';
import { address, save } from '../api.js';
import { t, word } from '../i18n.js';
import { dateTime, seconds } from '../format.js';
import { reasons } from '../reasons.js';
import { handed } from '../router.js';
import { session } from '../session.js';
import { decisionDialog } from '../components/decision.js';
import { choice, field } from '../components/fields.js';
import { icon } from '../components/icons.js';
import { known } from '../components/known.js';
import { masked } from '../components/masked.js';
import { badge, head, nearby, problem, reason, tabs } from '../components/parts.js';
import { Searching } from '../components/searching.js';
import { table } from '../components/table.js';

class Decisions extends Searching {
  constructor() {
    super('/decisions', 50, { period: 'today', ...handed() });
    this.known = known(this);
  }

  connectedCallback() {
    super.connectedCallback();
    this.known.run();
  }

  render() {
    return html`
      ${head(t('page.decisions'), html`${this.export(t('act.csv'), 'download')} ${session.may('REVEAL') ? this.export(t('act.csvFull'), 'eye', true) : nothing}`)}
      ${tabs(t('page.history'), [['history', t('history.overview')], ['decisions', t('page.decisions')]], 'decisions')}
      ${this.unsaved ? problem(this.unsaved) : nothing} ${this.controls(this.fields())} ${this.found((rows) => this.rows(rows))} ${decisionDialog(this)}
    `;
  }

  /** However many there are, a link brings them as they come; those of a number are few, and are asked for in a body. */
  export(label, picture, full = false) {
    const query = { ...this.query(), full };
    return query.number
      ? html`<button class="button" @click=${() => this.save(query)}>${icon(picture)}${label}</button>`
      : html`<a class="button" href=${address('/decisions.csv', query)} download>${icon(picture)}${label}</a>`;
  }

  async save(query) {
    this.set({ unsaved: undefined });
    try {
      await save('/decisions/search.csv', query, 'decisions.csv');
    } catch (e) {
      this.set({ unsaved: e });
    }
  }

  fields() {
    const all = ['', t('filter.all')];
    const { filter } = this;
    const { campaigns, principals } = this.known.value ?? {};
    return html`
      ${field({ name: 'verdict', label: t('field.verdict'), type: 'select', value: filter.verdict, options: [all, ['allow', t('verdict.allow')], ['deny', t('verdict.deny')]] })}
      ${field({ name: 'reason', label: t('field.reason'), type: 'select', value: filter.reason, options: [all, ...reasons.codes.map((code) => [code, reasons.name(code)])] })}
      ${choice({ name: 'campaign', label: t('field.campaign'), value: filter.campaign }, campaigns, t('filter.all'))}
      ${choice({ name: 'principal', label: t('field.principal'), value: filter.principal }, principals, t('filter.all'))}
      ${field({ name: 'agent', label: t('field.agent'), value: filter.agent })}
      ${field({ name: 'number', label: t('field.number'), value: filter.number, inputMode: 'tel' })}
      ${field({ name: 'breach', label: t('filter.breach'), type: 'checkbox', value: filter.breach })}
      ${field({ name: 'silent', label: t('filter.silent'), type: 'checkbox', value: filter.silent })}
      ${field({ name: 'rehearsed', label: t('filter.rehearsed'), type: 'checkbox', value: filter.rehearsed })}
    `;
  }

  rows(items) {
    return table({
      caption: t('page.decisions'),
      none: t('decisions.none'),
      rows: items,
      columns: [
        { label: t('field.time'), kind: 'when', cell: (each) => html`<time datetime=${each.at} title=${dateTime(each.at)}>${dateTime(each.at)}</time>` },
        { label: t('field.verdict'), cell: verdict },
        { label: t('field.number'), cell: (each) => masked(each.number, 'decision', each.id) },
        { label: t('field.campaign'), cell: (each) => each.campaign },
        { label: t('field.agent'), cell: (each) => each.agent },
        { label: t('field.reason'), kind: 'wide', cell: (each) => html`${reason(each.reason)} ${each.verdict === 'deny' ? nothing : became(each)}` },
        { label: t('field.next'), cell: (each) => (each.retryAt ? nearby(each.retryAt) : nothing) },
        { label: t('act.details'), kind: 'act', cell: (each) => html`<button class="button small" @click=${() => this.set({ decision: each.id })}>${t('act.details')}</button>` },
      ],
    });
  }
}
customElements.define('rv-decisions', Decisions);

const became = (each) => html`${each.status ?? t('decision.open')}${each.answer ? html`, ${word('answer', each.answer)}` : nothing}
  ${each.talkMillis ? html`<span class="quiet">${seconds(each.talkMillis)}</span>` : nothing}
  ${each.breach ? badge(t('decision.breach'), 'warn') : nothing} ${each.silent ? badge(t('decision.silent'), 'bad') : nothing}`;

/** What a rehearsal let out was dialled. */
const verdict = (each) =>
  each.rehearsed ? badge(t('decision.rehearsed'), 'warn') : badge(word('verdict', each.verdict), each.verdict === 'deny' ? 'bad' : 'good');
