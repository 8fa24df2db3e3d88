// Washing a list: sent, worked on, and taken home with its receipt.
import { Element, html, nothing } from '../lit.js';
import { address } from '../api.js';
import { t, word } from '../i18n.js';
import { bytes, day, percent, share, whole } from '../format.js';
import { reasons } from '../reasons.js';
import { to } from '../router.js';
import '../components/drop.js';
import { choice, field, values } from '../components/fields.js';
import { icon } from '../components/icons.js';
import { Work } from '../components/job.js';
import { known } from '../components/known.js';
import { facts, head, panel, tabs } from '../components/parts.js';
import { table } from '../components/table.js';
import { registerTabs } from './registers.js';

class Wash extends Element {
  constructor() {
    super();
    this.work = new Work(this, '/washes');
    this.choices = known(this);
  }

  connectedCallback() {
    super.connectedCallback();
    this.choices.run();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.work.stop();
  }

  render() {
    return html`
      ${head(t('page.wash'), nothing, t('wash.lead'))} ${tabs(t('page.registers'), registerTabs(), 'wash')}
      <div class="columns even">
        ${panel(t('wash.list'), this.choices.show((choices) => this.form(choices)))}
        ${panel(t('wash.result'), this.work.state ? this.work.show((job) => this.result(job)) : html`<p class="quiet">${t('wash.notYet')}</p>`)}
      </div>
    `;
  }

  form({ campaigns, principals }) {
    return html`
      <form @submit=${(event) => this.submit(event)} novalidate>
        <rv-drop accept=".csv,.txt,.xlsx,text/csv,text/plain" @taken=${(event) => this.set({ file: event.detail, noFile: false })}></rv-drop>
        ${this.noFile ? html`<p class="error" role="alert">${t('wash.noFile')}</p>` : nothing}
        <div class="grid-form">
          ${field({ name: 'column', label: t('wash.column'), required: true, hint: t('wash.columnHint') })}
          ${field({ name: 'mode', label: t('wash.mode'), type: 'select', value: 'remove', options: ['remove', 'mark'].map((each) => [each, t(`wash.mode.${each}`)]) })}
          ${field({ name: 'unreadable', label: t('wash.unreadable'), type: 'select', value: 'split', options: ['split', 'keep'].map((each) => [each, t(`wash.unreadable.${each}`)]) })}
          ${field({ name: 'several', label: t('wash.several'), type: 'select', value: 'any', options: ['any', 'all'].map((each) => [each, t(`wash.several.${each}`)]) })}
          ${choice({ name: 'campaign', label: t('field.campaign'), hint: t('wash.campaignHint') }, campaigns, t('wash.none'))}
          ${choice({ name: 'principal', label: t('field.principal'), hint: t('wash.principalHint') }, principals, t('wash.none'))}
          ${field({ name: 'missingZero', label: t('wash.missingZero'), type: 'checkbox' })}
        </div>
        <footer class="form-end"><button class="button primary" ?disabled=${this.work.busy}>${t('wash.start')}</button></footer>
      </form>
    `;
  }

  submit(event) {
    event.preventDefault();
    const form = event.currentTarget;
    if (!this.file) {
      this.set({ noFile: true });
      return;
    }
    if (!form.reportValidity()) return;
    const { column, ...rest } = values(form);
    this.work.run(this.file, { name: this.file.name, column, ...rest });
  }

  result({ id, report, receipt }) {
    const path = `/washes/${encodeURIComponent(id ?? this.work.id)}`;
    const number = receipt?.id ?? receipt ?? report?.receipt;
    return html`
      <p class="verdict good" role="status">${t('wash.kept', { kept: whole(report?.kept), rows: whole(report?.rows) })}</p>
      <div class="actions">
        <a class="button primary" href=${address(`${path}/file`)} download>${icon('download')}${t('wash.download')}</a>
        ${report?.rejects ? html`<a class="button" href=${address(`${path}/rejects`)} download>${icon('download')}${t('wash.rejects')}</a>` : nothing}
        ${number ? html`<a class="button" href=${to('receipts', String(number))}>${t('wash.receipt', { n: number })}</a>` : nothing}
      </div>
      ${report ? washReport(report) : nothing}
    `;
  }
}
customElements.define('rv-wash', Wash);

/** What a wash found. */
const washReport = (report) => {
  const all = Object.values(report.numbers ?? {}).reduce((sum, n) => sum + n, 0);
  return html`
    ${facts([
      [t('receipt.validUntil'), day(report.validUntil)],
      [t('receipt.against'), (report.registers ?? []).join(', ')],
      [t('receipt.in'), file(report.in)],
      [t('receipt.out'), file(report.out)],
      [t('receipt.took'), report.seconds === undefined ? undefined : `${report.seconds} s`],
    ])}
    ${table({
      caption: t('wash.numbers'),
      rows: Object.entries(report.numbers ?? {}),
      columns: [
        { label: t('wash.numbers'), cell: ([status]) => word('washed', status) },
        { label: t('field.count'), kind: 'num', cell: ([, n]) => whole(n) },
        { label: t('history.share'), kind: 'num', cell: ([, n]) => percent(share(n, all)) },
      ],
    })}
    ${Object.keys(report.stopped ?? {}).length > 0
      ? table({
          caption: t('wash.stopped'),
          rows: Object.entries(report.stopped),
          columns: [
            { label: t('wash.stopped'), cell: ([code]) => reasons.name(code) },
            { label: t('field.count'), kind: 'num', cell: ([, n]) => whole(n) },
          ],
        })
      : nothing}
  `;
};

const file = (facts_) => facts_ && html`${facts_.name}, ${bytes(facts_.bytes)}<br /><span class="mono tiny">SHA-256 ${facts_.sha256}</span>`;
