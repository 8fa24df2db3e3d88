// The registers: which version is in force, what changed, and back to a former one.
import { Element, html, nothing } from '../lit.js';
import { api, items } from '../api.js';
import { t, word } from '../i18n.js';
import { dateTime, day, isoDay, whole } from '../format.js';
import { session } from '../session.js';
import { asking, reasonField } from '../components/ask.js';
import '../components/drop.js';
import { field, values } from '../components/fields.js';
import { Work } from '../components/job.js';
import { Loader } from '../components/loader.js';
import { badge, facts, head, notice, panel, tabs } from '../components/parts.js';
import { table } from '../components/table.js';

export const registerTabs = () => [
  ['registers', t('registers.tab')],
  ...(session.may('WASH') ? [['wash', t('page.wash')], ['jobs', t('page.jobs')]] : []),
  ['receipts', t('page.receipts')],
];

const path = (name, more) => `/registers/${encodeURIComponent(name)}/${more}`;

class Registers extends Element {
  constructor() {
    super();
    this.loader = new Loader(this, async (signal) => {
      const registers = items(await api.get('/registers', {}, signal));
      const versions = await Promise.all(registers.map(async ({ name }) => items(await api.get(path(name, 'versions'), {}, signal))));
      return registers.map((register, index) => ({ ...register, versions: versions[index] }));
    });
    this.work = new Work(this, '/imports');
    this.diff = new Loader(this, (name, from, to, signal) => api.get(path(name, 'diff'), { from, to }, signal));
  }

  connectedCallback() {
    super.connectedCallback();
    this.loader.run();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.work.stop();
  }

  render() {
    return html`
      ${head(t('page.registers'))} ${tabs(t('page.registers'), registerTabs(), 'registers')}
      ${this.loader.show((registers) => (registers.length === 0 ? html`${notice(t('registers.none'), 'warn')}${this.import('')}` : registers.map((each) => this.register(each))), 8)}
      ${asking(this)}
    `;
  }

  register(register) {
    const { name, versions, inForce } = register;
    return html`
      ${panel(
        name,
        html`
          ${facts([
            [t('registers.inForce'), html`<span class="mono">${inForce?.id ?? t('registers.noVersion')}</span>`],
            [t('registers.updated'), inForce && day(inForce.updated)],
            [t('registers.until'), inForce?.usableUntil && html`${day(inForce.usableUntil)} <span class="quiet">${t('registers.daysLeft', { n: inForce.daysLeft ?? 0 })}</span>`],
            [t('registers.size'), inForce && whole(inForce.numbers)],
            [t('registers.problem'), inForce?.problem && html`<span class="bad-text">${inForce.problem}</span>`],
          ])}
          ${table({
            caption: t('registers.versions', { name }),
            none: t('registers.noVersion'),
            rows: versions,
            columns: [
              { label: t('registers.version'), cell: (each) => html`<span class="mono">${each.id}</span> ${each.inForce ? badge(t('registers.isInForce'), 'good') : nothing} ${each.problem ? html`<p class="bad-text">${each.problem}</p>` : nothing}` },
              { label: t('registers.updated'), cell: (each) => day(each.updated) },
              { label: t('registers.taken'), kind: 'when', cell: (each) => dateTime(each.imported) },
              { label: t('registers.source'), kind: 'wide', cell: (each) => each.source },
              { label: t('registers.size'), kind: 'num', cell: (each) => whole(each.numbers) },
              { label: t('act.acts'), kind: 'act', cell: (each) => this.acts(register, each) },
            ],
          })}
          ${this.compared === name ? this.diff.show((found) => diffView(found)) : nothing}
        `,
      )}
      ${session.may('REGISTERS') ? this.import(name) : nothing}
    `;
  }

  acts(register, version) {
    if (version.inForce) return nothing;
    return html`
      <button class="button small" @click=${() => this.compare(register, version)}>${t('registers.compare')}</button>
      ${session.may('REGISTERS') ? html`<button class="button small danger" @click=${() => this.set({ question: this.askBack(register, version) })}>${t('registers.back')}</button>` : nothing}
    `;
  }

  compare(register, version) {
    this.compared = register.name;
    this.diff.state = 'loading';
    this.diff.run(register.name, version.id, 'current');
  }

  askBack({ name }, version) {
    return {
      title: t('registers.backTitle', { name, version: version.id }),
      text: t('registers.backText'),
      fields: [reasonField()],
      confirm: t('registers.back'),
      danger: true,
      run: async ({ reason }) => {
        await api.post(path(name, 'rollback'), { version: version.id, reason });
        this.loader.again();
      },
    };
  }

  import(name) {
    if (!session.may('REGISTERS')) return nothing;
    return panel(
      name ? t('registers.importTo', { name }) : t('registers.import'),
      html`<form @submit=${(event) => this.take(event, name)} novalidate>
        <rv-drop accept=".txt,.csv,text/plain" @taken=${(event) => this.set({ file: event.detail })}></rv-drop>
        <div class="grid-form">
          ${name ? nothing : field({ name: 'name', label: t('field.name'), required: true, value: 'nix' })}
          ${field({ name: 'updated', label: t('registers.updated'), type: 'date', required: true, max: isoDay(Date.now()), hint: t('registers.updatedHint') })}
        </div>
        ${this.work.show(({ report }) => notice(t('registers.done', { version: report?.inForce ?? '', n: whole(report?.numbers) }), 'good'))}
        <footer class="form-end"><button class="button primary" ?disabled=${this.work.busy || !this.file}>${t('registers.import')}</button></footer>
      </form>`,
    );
  }

  async take(event, name) {
    event.preventDefault();
    const form = event.currentTarget;
    if (!form.reportValidity()) return;
    const { updated, name: typed } = values(form);
    await this.work.run(this.file, { name: this.file.name, updated }, path(name || typed, 'versions'));
    if (this.work.state === 'done') this.loader.again();
  }
}
customElements.define('rv-registers', Registers);

const diffView = ({ counts, sample }) => html`
  <div class="diff">
    <h3>${t('registers.diff', { from: counts.from.id, to: counts.to.id })}</h3>
    ${facts(Object.entries(counts.total).map(([name, n]) => [word('diff', name), whole(n)]))}
    ${sample.length > 0
      ? html`<details><summary>${t('registers.sample')}</summary>
          <ul class="plain">${sample.map(({ change, number }) => html`<li><span class="number">${number}</span> ${badge(word('diff', change.replaceAll('-', '')))}</li>`)}</ul>
        </details>`
      : nothing}
  </div>
`;
