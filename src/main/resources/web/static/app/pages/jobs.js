// Files that were uploaded and what came of them: watched, cancelled, fetched, erased; and washed again.
import { Element, html, nothing } from '../lit.js';
import { address, api, items } from '../api.js';
import { t, word } from '../i18n.js';
import { bytes, dateTime, percent, whole } from '../format.js';
import { ENDED, progressOf } from '../job.js';
import { to } from '../router.js';
import { session } from '../session.js';
import { asking } from '../components/ask.js';
import '../components/drop.js';
import { Work } from '../components/job.js';
import { Loader } from '../components/loader.js';
import { badge, head, notice, panel, tabs } from '../components/parts.js';
import { table } from '../components/table.js';
import { registerTabs } from './registers.js';

const PLACES = [
  ['/washes', 'WASH'],
  ['/previews', 'WASH'],
  ['/imports', 'REGISTERS'],
];
const ASKED_EACH_MILLIS = 1500;
const COLOURS = { done: 'good', failed: 'bad', running: 'warn', waiting: '' };

const isOver = ({ state }) => ENDED.includes(state);
const pathOf = ({ place, id }, more = '') => `${place}/${encodeURIComponent(id)}${more}`;

class Jobs extends Element {
  constructor() {
    super();
    this.jobs = new Loader(this, async (signal) => {
      const lists = await Promise.all(
        PLACES.filter(([, right]) => session.may(right)).map(async ([place]) => items(await api.get(place, {}, signal)).map((job) => ({ ...job, place }))),
      );
      return lists.flat().sort((a, b) => Date.parse(b.made) - Date.parse(a.made));
    });
    this.work = new Work(this, '/washes');
  }

  connectedCallback() {
    super.connectedCallback();
    this.jobs.run();
    this.asking = setInterval(() => this.look(), ASKED_EACH_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.asking);
    this.work.stop();
  }

  /** Looks again for as long as something is under way. */
  look() {
    if (!this.jobs.busy && (this.jobs.value ?? []).some((job) => !isOver(job))) this.jobs.again();
  }

  render() {
    return html`
      ${head(t('page.jobs'), nothing, t('jobs.lead'))} ${tabs(t('page.registers'), registerTabs(), 'jobs')}
      ${panel(t('page.jobs'), this.jobs.show((rows) => this.list(rows), 6))} ${panel(t('jobs.rewash'), this.rewash())} ${asking(this)}
    `;
  }

  list(rows) {
    return table({
      caption: t('page.jobs'),
      none: t('jobs.none'),
      rows,
      columns: [
        { label: t('receipt.file'), kind: 'wide', cell: (each) => html`<strong>${each.name}</strong> <span class="quiet">${bytes(each.bytes)}</span>` },
        { label: t('field.kind'), cell: (each) => word('jobKind', each.kind) },
        { label: t('field.state'), cell: state },
        { label: t('jobs.made'), kind: 'when', cell: (each) => dateTime(each.made) },
        { label: t('field.who'), cell: (each) => each.owner },
        { label: t('jobs.results'), kind: 'wide', cell: results },
        {
          label: t('act.acts'),
          kind: 'act',
          cell: (each) => html`<button class="button small danger" @click=${() => this.set({ question: this.askRemove(each) })}>${t(isOver(each) ? 'jobs.erase' : 'jobs.cancel')}</button>`,
        },
      ],
    });
  }

  askRemove(job) {
    const act = isOver(job) ? 'erase' : 'cancel';
    return {
      title: t(`jobs.${act}Title`, { name: job.name }),
      text: t(`jobs.${act}Text`),
      confirm: t(`jobs.${act}`),
      danger: true,
      run: async () => {
        await api.remove(pathOf(job));
        this.jobs.again();
      },
    };
  }

  rewash() {
    return html`
      <p class="hint">${t('jobs.rewashText')}</p>
      <form @submit=${(event) => this.start(event)}>
        <rv-drop accept=".csv,.txt,.xlsx,text/csv,text/plain" @taken=${(event) => this.set({ file: event.detail, noFile: false })}></rv-drop>
        ${this.noFile ? html`<p class="error" role="alert">${t('wash.noFile')}</p>` : nothing}
        ${this.work.show(({ report }) => notice(t('jobs.rewashed', { kept: whole(report?.kept), rows: whole(report?.rows), n: whole(report?.again?.newlyStopped) }), 'good'))}
        <footer class="form-end"><button class="button primary" ?disabled=${this.work.busy}>${t('jobs.rewash')}</button></footer>
      </form>
    `;
  }

  async start(event) {
    event.preventDefault();
    if (!this.file) {
      this.set({ noFile: true });
      return;
    }
    await this.work.run(this.file, { name: this.file.name }, '/rewashes', () => this.jobs.again());
    this.jobs.again();
  }
}
customElements.define('rv-jobs', Jobs);

const state = (job) => html`${badge(word('jobState', job.state), COLOURS[job.state])}
  ${job.state === 'running' ? percent(progressOf(job), 0) : nothing}
  ${job.problem ? html`<p class="technical" lang="en">${job.problem.detail}</p>` : nothing}`;

/** What can be taken home of a job. */
const results = (job) => html`
  ${(job.files ?? []).map((file) => html`<a class="link" href=${address(pathOf(job, `/${file}`))} download>${t(`jobs.${file}`)}</a> `)}
  ${job.receipt ? html`<a class="link" href=${to('receipts', String(job.receipt))}>${t('wash.receipt', { n: job.receipt })}</a>` : nothing}
`;
