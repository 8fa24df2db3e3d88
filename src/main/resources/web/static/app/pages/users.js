// Who may log in, and the tokens of programs.
import { Element, html, nothing } from '../lit.js';
import { api, items } from '../api.js';
import { t, word } from '../i18n.js';
import { dateTime, day, whole } from '../format.js';
import { session } from '../session.js';
import { asking } from '../components/ask.js';
import { icon } from '../components/icons.js';
import { Loader } from '../components/loader.js';
import { badge, head, panel } from '../components/parts.js';
import { table } from '../components/table.js';
import { secret } from '../components/secret.js';

const ROLES = ['SUPERVISOR', 'AUDITOR', 'ADMINISTRATOR', 'AGENT_API'];
const RIGHTS = ['EXPLAIN', 'DIAL', 'SEE', 'REVEAL', 'LISTS', 'CAMPAIGNS', 'STOP', 'WASH', 'REGISTERS', 'USERS', 'HOOKS', 'AUDIT', 'METRICS'];
const roleField = (value) => ({ name: 'role', label: t('field.role'), type: 'select', value, options: ROLES.map((role) => [role, word('role', role)]), hint: t('hint.role') });
const isDisabled = ({ state }) => String(state).toUpperCase() === 'DISABLED';
const path = (user, more = '') => `/users/${encodeURIComponent(user.name)}${more}`;

class Users extends Element {
  constructor() {
    super();
    this.users = new Loader(this, async (signal) => items(await api.get('/users', {}, signal)));
    this.tokens = new Loader(this, async (signal) => items(await api.get('/tokens', {}, signal)));
  }

  connectedCallback() {
    super.connectedCallback();
    this.users.run();
    this.tokens.run();
  }

  render() {
    return html`
      ${head(t('page.users'), html`<button class="button primary" @click=${() => this.set({ question: this.askAdd() })}>${icon('plus')}${t('users.add')}</button>`)}
      ${panel(t('users.people'), this.users.show((rows) => this.people(rows)))}
      ${panel(t('users.tokens'), this.tokens.show((rows) => this.programs(rows)), html`<button class="button small" @click=${() => this.set({ question: this.askToken() })}>${t('users.addToken')}</button>`)}
      ${asking(this)}
    `;
  }

  people(rows) {
    return table({
      caption: t('users.people'),
      rows,
      rowClass: (each) => (isDisabled(each) ? 'faded' : ''),
      columns: [
        { label: t('field.user'), cell: (each) => html`<strong>${each.name}</strong>` },
        { label: t('field.name'), cell: (each) => each.displayName },
        { label: t('field.role'), cell: (each) => word('role', each.role) },
        {
          label: t('field.state'),
          cell: (each) => html`${isDisabled(each) ? badge(t('users.disabled'), 'bad') : badge(t('users.active'), 'good')} ${each.mustChangePassword ? badge(t('users.mustChange'), 'warn') : nothing} ${each.singleSignOn ? badge(t('users.sso')) : nothing}`,
        },
        { label: t('users.sessions'), kind: 'num', cell: (each) => whole(each.sessions) },
        { label: t('users.lastLogin'), kind: 'when', cell: (each) => dateTime(each.lastLogin) },
        {
          label: t('act.acts'),
          kind: 'act',
          cell: (each) => html`
            <button class="button small" @click=${() => this.change(each)}>${t('act.change')}</button>
            ${each.singleSignOn || each.name === session.user.user ? nothing : html`<button class="button small" @click=${() => this.set({ question: this.askPassword(each) })}>${t('users.password')}</button>`}
            <button class="button small" @click=${() => this.set({ question: this.askEnd(each) })}>${t('users.endSessions')}</button>
          `,
        },
      ],
    });
  }

  programs(rows) {
    return table({
      caption: t('users.tokens'),
      none: t('users.noTokens'),
      rows,
      rowClass: ({ revoked }) => (revoked ? 'faded' : ''),
      columns: [
        { label: t('field.name'), cell: (each) => html`<strong>${each.name}</strong>` },
        { label: t('users.rights'), kind: 'wide', cell: (each) => (each.rights ?? []).map((right) => badge(word('right', right))) },
        { label: t('users.expires'), cell: (each) => (each.revoked ? badge(t('users.revoked'), 'bad') : html`${day(each.expires)} ${each.good === false ? badge(t('users.expired'), 'warn') : nothing}`) },
        { label: t('users.lastUsed'), kind: 'when', cell: (each) => dateTime(each.lastUsed) },
        { label: t('users.createdBy'), cell: (each) => each.createdBy },
        {
          label: t('act.acts'),
          kind: 'act',
          cell: (each) => (each.revoked ? nothing : html`<button class="button small danger" @click=${() => this.set({ question: this.askRevoke(each) })}>${t('users.revoke')}</button>`),
        },
      ],
    });
  }

  askAdd() {
    return {
      title: t('users.add'),
      fields: [
        { name: 'name', label: t('field.user'), required: true, hint: t('hint.user') },
        { name: 'displayName', label: t('field.name'), required: true },
        roleField('SUPERVISOR'),
      ],
      run: async (typed) => {
        const told = await api.post('/users', typed);
        this.users.again();
        return secret(t('users.passwordOnce', { user: typed.name }), told.password);
      },
    };
  }

  async change({ name }) {
    const { value, etag } = await api.read(path({ name }));
    this.set({
      question: {
        title: t('users.changeTitle', { user: name }),
        fields: [
          { name: 'displayName', label: t('field.name'), value: value.displayName, required: true },
          roleField(String(value.role).toUpperCase()),
          { name: 'state', label: t('field.state'), type: 'select', value: String(value.state).toUpperCase(), options: [['ACTIVE', t('users.active')], ['DISABLED', t('users.disabled')]] },
        ],
        run: async (typed) => {
          await api.put(path({ name }), typed, etag);
          this.users.again();
        },
      },
    });
  }

  askPassword(user) {
    return {
      title: t('users.passwordTitle', { user: user.name }),
      text: t('users.passwordText'),
      confirm: t('users.password'),
      run: async () => {
        const told = await api.post(path(user, '/password'), undefined, `"${user.version}"`);
        this.users.again();
        return secret(t('users.passwordOnce', { user: user.name }), told.password);
      },
    };
  }

  askEnd(user) {
    return {
      title: t('users.endTitle', { user: user.name }),
      text: user.name === session.user.user ? t('users.endOwn') : t('users.endText'),
      confirm: t('users.endSessions'),
      danger: true,
      run: async () => {
        await api.remove(path(user, '/sessions'));
      },
    };
  }

  askToken() {
    return {
      title: t('users.addToken'),
      fields: [
        { name: 'name', label: t('field.name'), required: true, hint: t('hint.token') },
        { name: 'days', label: t('users.days'), type: 'number', value: '90', min: '1', max: '3660', required: true },
        { name: 'rights', label: t('users.rights'), type: 'checks', value: ['EXPLAIN'], options: RIGHTS.map((right) => [right, word('right', right)]) },
      ],
      run: async ({ name, days, rights }) => {
        const told = await api.post('/tokens', { name, days: Number(days), rights });
        this.tokens.again();
        return secret(t('users.tokenOnce'), told.secret);
      },
    };
  }

  askRevoke(token) {
    return {
      title: t('users.revokeTitle', { name: token.name }),
      text: t('users.revokeText'),
      confirm: t('users.revoke'),
      danger: true,
      run: async () => {
        await api.remove(`/tokens/${encodeURIComponent(token.id)}`);
        this.tokens.again();
      },
    };
  }
}
customElements.define('rv-users', Users);
