// The registers: which version is in force, what changed, and back to a former one.
import { Element, html, nothing } from '../lit.js';
import { api, items, upload, withQuery } from '../api.js';
import { t, word } from '../i18n.js';
import { dateTime, day, isoDay, whole } from '../format.js';
import { session } from '../session.js';
import { asking, reasonField } from '../components/ask.js';
import '../components/drop.js';
import { field, values } from '../components/fields.js';
import { Loader } from '../components/loader.js';
import { badge, facts, head, notice, panel, problem, tabs } from '../components/parts.js';
import { table } from '../components/table.js';

export const registerTabs = () => [
  ['registers', t('registers.tab')],
  ...(session.may('WASH') ? [['wash', t('page.wash')]] : []),
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
    this.diff = new Loader(this, (name, from, to, signal) => api.get(path(name, 'diff'), { from, to }, signal));
  }

  connectedCallback() {
    super.connectedCallback();
    this.loader.run();
  }

  render() {
    return html`
      ${head(t('page.registers'))} ${tabs(t('page.registers'), registerTabs(), 'registers')}
      ${this.loader.show((registers) => (registers.length === 0 ? html`${notice(t('registers.none'), 'warn')}${this.import('')}` : registers.map((each) => this.register(each))), 8)}
      ${asking(this)}
    `;
  }

  register(register) {
    const { name, versions } = register;
    return html`
      ${panel(
        name,
        html`
          ${facts([
            [t('registers.inForce'), html`<span class="mono">${register.version ?? '–'}</span>`],
            [t('registers.updated'), t('registers.updatedAge', { day: day(register.updated), n: register.ageDays ?? '–' })],
            [t('registers.until'), day(register.usableUntil)],
            [t('registers.size'), whole(register.numbers)],
            [t('registers.problem'), register.problem && html`<span class="bad-text">${register.problem}</span>`],
          ])}
          ${table({
            caption: t('registers.versions', { name }),
            none: t('registers.noVersion'),
            rows: versions,
            columns: [
              { label: t('registers.version'), cell: (each) => html`<span class="mono">${versionOf(each)}</span> ${isInForce(each, register) ? badge(t('registers.isInForce'), 'good') : nothing}` },
              { label: t('registers.updated'), cell: (each) => day(each.updated) },
              { label: t('registers.taken'), cell: (each) => dateTime(each.imported ?? each.at) },
              { label: t('registers.size'), kind: 'num', cell: (each) => whole(each.numbers ?? each.count) },
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
    if (isInForce(version, register)) return nothing;
    return html`
      <button class="button small" @click=${() => this.compare(register, version)}>${t('registers.compare')}</button>
      ${session.may('REGISTERS') ? html`<button class="button small danger" @click=${() => this.set({ question: this.askBack(register, version) })}>${t('registers.back')}</button>` : nothing}
    `;
  }

  compare(register, version) {
    this.compared = register.name;
    this.diff.state = 'loading';
    this.diff.run(register.name, versionOf(version), register.version);
  }

  askBack({ name }, version) {
    return {
      title: t('registers.backTitle', { name, version: versionOf(version) }),
      text: t('registers.backText'),
      fields: [reasonField()],
      confirm: t('registers.back'),
      danger: true,
      run: async ({ reason }) => {
        await api.post(path(name, 'rollback'), { version: versionOf(version), reason });
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
        ${this.refused ? problem(this.refused) : nothing} ${this.taken ? notice(this.taken, 'good') : nothing}
        <footer class="form-end"><button class="button primary" ?disabled=${this.busy || !this.file}>${t('registers.import')}</button></footer>
      </form>`,
    );
  }

  async take(event, name) {
    event.preventDefault();
    const form = event.currentTarget;
    if (!form.reportValidity()) return;
    const { updated, name: typed } = values(form);
    this.set({ busy: true, refused: undefined, taken: undefined });
    try {
      const told = await upload(withQuery(path(name || typed, 'versions'), { updated }), this.file, () => {});
      this.set({ taken: t('registers.done', { version: told?.inForce ?? '', n: whole(told?.numbers) }) });
      this.loader.again();
    } catch (e) {
      this.set({ refused: e });
    } finally {
      this.set({ busy: false });
    }
  }
}
customElements.define('rv-registers', Registers);

const versionOf = (version) => version.version ?? version.id;
const isInForce = (version, register) => version.inForce === true || versionOf(version) === register.version;

const diffView = (diff) => html`
  <div class="diff">
    <h3>${t('registers.diff', { from: diff.from?.id ?? diff.from ?? '', to: diff.to?.id ?? diff.to ?? '' })}</h3>
    ${facts(
      Object.entries(diff.total ?? diff)
        .filter(([, value]) => typeof value === 'number')
        .map(([name, value]) => [word('diff', name), whole(value)]),
    )}
  </div>
`;
