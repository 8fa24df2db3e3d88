// The receipts of washes: what was washed, against what, and until when it holds.
import { Element, html, nothing } from '../lit.js';
import { address, api } from '../api.js';
import { language, t, word } from '../i18n.js';
import { bytes, dateTime, day, seconds, whole } from '../format.js';
import { reasons } from '../reasons.js';
import { to } from '../router.js';
import { icon } from '../components/icons.js';
import { Loader, more, Pages } from '../components/loader.js';
import { badge, facts, head, panel, tabs } from '../components/parts.js';
import { table } from '../components/table.js';
import { registerTabs } from './registers.js';

class Receipts extends Element {
  constructor() {
    super();
    this.pages = new Pages(this, async (query, signal) => {
      const answer = await api.get('/receipts', query, signal);
      return Array.isArray(answer) ? { items: answer, next: null } : answer;
    });
    this.one = new Loader(this, (id, signal) => api.get(`/receipts/${encodeURIComponent(id)}`, {}, signal));
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.rest?.[0]) this.one.run(this.rest[0]);
    else this.pages.run({ limit: 100 });
  }

  render() {
    const id = this.rest?.[0];
    return html`
      ${head(id ? t('receipt.title', { n: id }) : t('page.receipts'), id ? this.actions(id) : nothing)}
      ${tabs(t('page.registers'), registerTabs(), 'receipts')} ${id ? this.one.show((receipt) => this.receipt(receipt), 8) : this.list()}
    `;
  }

  actions(id) {
    const page = (format) => address(`/receipts/${encodeURIComponent(id)}/page`, { language: language.code, format });
    return html`<a class="button" href=${page('html')} target="_blank" rel="noopener">${icon('print')}${t('receipt.page')}</a>
      <a class="button primary" href=${page('pdf')} download>${icon('download')}PDF</a>`;
  }

  list() {
    return html`<section class="panel">
      ${this.pages.show(
        ({ items }) => html`${table({
          caption: t('page.receipts'),
          none: t('receipt.none'),
          rows: items,
          columns: [
            { label: t('receipt.number'), cell: (each) => html`<a href=${to('receipts', String(each.id))}>${each.id}</a>` },
            { label: t('field.time'), kind: 'when', cell: (each) => dateTime(each.at) },
            { label: t('receipt.file'), kind: 'wide', cell: (each) => each.in?.name },
            { label: t('receipt.rows'), kind: 'num', cell: (each) => whole(each.rows) },
            { label: t('receipt.kept'), kind: 'num', cell: (each) => whole(each.kept) },
            { label: t('receipt.validUntil'), cell: (each) => validity(each.validUntil) },
            { label: t('field.who'), cell: (each) => each.who },
          ],
        })}
        ${more(this.pages)}`,
        8,
      )}
    </section>`;
  }

  receipt(receipt) {
    const file = (each) => each && html`${each.name}, ${bytes(each.bytes)}<br /><span class="mono tiny">SHA-256 ${each.sha256}</span>`;
    return html`<div class="columns even">
      ${panel(
        t('receipt.what'),
        facts([
          [t('field.time'), dateTime(receipt.at)],
          [t('field.who'), receipt.who],
          [t('receipt.validUntil'), validity(receipt.validUntil)],
          [t('receipt.against'), (receipt.registers ?? []).map((each) => html`<p>${typeof each === 'string' ? each : Object.values(each).join(' ')}</p>`)],
          [t('field.campaign'), receipt.campaign],
          [t('field.principal'), receipt.principal],
          [t('receipt.in'), file(receipt.in)],
          [t('receipt.out'), file(receipt.out)],
          [t('receipt.rejects'), file(receipt.rejects)],
          [t('receipt.took'), seconds(receipt.tookMillis)],
        ]),
      )}
      ${panel(
        t('wash.numbers'),
        html`${facts([[t('receipt.rows'), whole(receipt.rows)], [t('receipt.kept'), whole(receipt.kept)], ...Object.entries(receipt.numbers ?? {}).map(([status, n]) => [word('washed', status), whole(n)])])}
          <h3>${t('wash.stopped')}</h3>
          ${facts(Object.entries(receipt.stopped ?? {}).map(([code, n]) => [reasons.name(code), whole(n)]))}`,
      )}
    </div>`;
  }
}
customElements.define('rv-receipts', Receipts);

const validity = (until) =>
  until ? html`${day(until)} ${Date.parse(`${until}T23:59:59`) < Date.now() ? badge(t('receipt.over'), 'warn') : nothing}` : '–';
