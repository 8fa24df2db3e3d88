// What would become of a list if a campaign dialled it now.
import { Element, html, nothing } from '../lit.js';
import { api, items } from '../api.js';
import { t } from '../i18n.js';
import { day, percent, share, whole } from '../format.js';
import { reasons } from '../reasons.js';
import '../components/drop.js';
import { field, values } from '../components/fields.js';
import { Work } from '../components/job.js';
import { Loader } from '../components/loader.js';
import { bar, facts, head, panel, tabs } from '../components/parts.js';
import { table } from '../components/table.js';
import { campaignTabs } from './campaigns.js';

class Preview extends Element {
  constructor() {
    super();
    this.work = new Work(this, '/previews');
    this.campaigns = new Loader(this, async (signal) => items(await api.get('/campaigns', {}, signal)));
  }

  connectedCallback() {
    super.connectedCallback();
    this.campaigns.run();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.work.stop();
  }

  render() {
    return html`
      ${head(t('page.preview'), nothing, t('preview.lead'))} ${tabs(t('page.campaigns'), campaignTabs(), 'preview')}
      <div class="columns even">
        ${panel(t('wash.list'), this.campaigns.show((found) => this.form(found)))}
        ${panel(t('preview.result'), this.work.state ? this.work.show((job) => this.result(job.report ?? job.result ?? job)) : html`<p class="quiet">${t('preview.notYet')}</p>`)}
      </div>
    `;
  }

  form(campaigns) {
    return html`<form @submit=${(event) => this.submit(event)} novalidate>
      <rv-drop accept=".csv,.txt,.xlsx,text/csv,text/plain" @taken=${(event) => this.set({ file: event.detail })}></rv-drop>
      <div class="grid-form">
        ${field({ name: 'campaign', label: t('field.campaign'), type: 'select', required: true, options: campaigns.filter(({ state }) => state !== 'over').map(({ id }) => [id, id]) })}
        ${field({ name: 'column', label: t('wash.column'), required: true, hint: t('wash.columnHint') })}
      </div>
      <footer class="form-end"><button class="button primary" ?disabled=${this.work.busy || !this.file}>${t('preview.start')}</button></footer>
    </form>`;
  }

  submit(event) {
    event.preventDefault();
    const form = event.currentTarget;
    if (form.reportValidity()) this.work.run(this.file, { name: this.file.name, ...values(form) });
  }

  result(found) {
    const rows = Object.entries(found.primary ?? {}).sort(([, a], [, b]) => b - a);
    return html`
      <p class="verdict good" role="status">${t('preview.dialable', { n: whole(found.dialable), all: whole(found.numbers), share: percent(share(found.dialable, found.numbers)) })}</p>
      ${table({
        caption: t('preview.why'),
        none: t('preview.noneStopped'),
        rows,
        columns: [
          { label: t('field.reason'), cell: ([code]) => html`<span title=${reasons.text(code)}>${reasons.name(code)}</span>` },
          { label: t('history.share'), kind: 'wide bar-cell', cell: ([code, n]) => bar(share(n, found.numbers), reasons.group(code)) },
          { label: t('field.count'), kind: 'num', cell: ([, n]) => whole(n) },
        ],
      })}
      ${table({
        caption: t('preview.later'),
        none: t('preview.noneLater'),
        rows: Object.entries(found.later ?? {}),
        columns: [
          { label: t('preview.from'), cell: ([date]) => day(date) },
          { label: t('field.count'), kind: 'num', cell: ([, n]) => whole(n) },
        ],
      })}
      ${facts([[t('preview.never'), whole(found.never)], [t('preview.repeated'), whole(found.repeated)], [t('preview.unreadable'), whole(found.unreadable)]])}
    `;
  }
}
customElements.define('rv-preview', Preview);
