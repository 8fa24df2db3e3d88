// One's own account: password, language, and where one is logged in.
import { Element, html, nothing } from '../lit.js';
import { api, items } from '../api.js';
import { language, t, word } from '../i18n.js';
import { dateTime } from '../format.js';
import { live } from '../live.js';
import { session } from '../session.js';
import { asking } from '../components/ask.js';
import { field } from '../components/fields.js';
import { Loader } from '../components/loader.js';
import { badge, facts, head, notice, panel } from '../components/parts.js';
import '../components/password.js';
import { table } from '../components/table.js';

const LANGUAGES = [
  ['sv', 'Svenska'],
  ['en', 'English'],
];

class Account extends Element {
  constructor() {
    super();
    this.sessions = new Loader(this, async (signal) => items(await api.get('/session/all', {}, signal)));
  }

  connectedCallback() {
    super.connectedCallback();
    this.sessions.run();
  }

  render() {
    const { user, name, role, singleSignOn } = session.user ?? {};
    return html`
      ${head(t('page.account'))}
      <div class="columns even">
        ${panel(
          t('account.you'),
          html`${facts([
              [t('field.user'), user],
              [t('field.name'), name],
              [t('field.role'), word('role', role)],
            ])}
            ${field({ name: 'language', label: t('account.language'), type: 'select', value: language.code, options: LANGUAGES, hint: t('account.languageHint'), change: (event) => language.keep(event.target.value) })}`,
        )}
        ${panel(
          t('password.title'),
          singleSignOn
            ? html`<p>${t('account.sso')}</p>`
            : html`${this.changed ? notice(t('account.changed'), 'good') : nothing}
                <p class="hint">${t('account.passwordHint')}</p>
                <rv-password @changed=${({ detail }) => this.begun(detail)}></rv-password>`,
        )}
      </div>
      ${panel(
        t('account.sessions'),
        this.sessions.show((rows) => this.places(rows)),
        (this.sessions.value ?? []).length > 1 ? html`<button class="button small" @click=${() => this.set({ question: this.askOthers() })}>${t('account.endOthers')}</button>` : nothing,
      )}
      ${asking(this)}
    `;
  }

  /** The password was changed: a new session has begun, and the old one's stream ends. */
  begun(user) {
    live.stop();
    session.begun(user);
    this.set({ changed: true });
    this.sessions.again();
  }

  places(rows) {
    return table({
      caption: t('account.sessions'),
      rows,
      columns: [
        { label: t('account.opened'), kind: 'when', cell: (each) => dateTime(each.opened) },
        { label: t('account.seen'), kind: 'when', cell: (each) => dateTime(each.seen) },
        { label: t('account.address'), kind: 'wide', cell: (each) => html`<span class="mono">${each.address || '–'}</span> ${each.current ? badge(t('account.current'), 'good') : nothing}` },
        { label: t('account.expires'), kind: 'when', cell: (each) => dateTime(each.expires) },
        {
          label: t('act.acts'),
          kind: 'act',
          cell: (each) => (each.current ? nothing : html`<button class="button small danger" @click=${() => this.set({ question: this.askEnd(each) })}>${t('account.end')}</button>`),
        },
      ],
    });
  }

  askEnd({ id, opened, address }) {
    return {
      title: t('account.endTitle'),
      text: t('account.endText', { at: dateTime(opened), address: address || '–' }),
      confirm: t('account.end'),
      danger: true,
      run: async () => {
        await api.remove(`/session/all/${encodeURIComponent(id)}`);
        this.sessions.again();
      },
    };
  }

  askOthers() {
    return {
      title: t('account.endOthersTitle'),
      text: t('account.endOthersText'),
      confirm: t('account.endOthers'),
      danger: true,
      run: async () => {
        await api.remove('/session/others');
        this.sessions.again();
      },
    };
  }
}
customElements.define('rv-account', Account);
