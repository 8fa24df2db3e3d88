// Logging in, and changing the password when that is due.
import { Element, html, nothing } from '../lit.js';
import { api } from '../api.js';
import { language, t } from '../i18n.js';
import { session } from '../session.js';
import { field, values } from '../components/fields.js';
import { problem } from '../components/parts.js';
import { PASSWORD_LEAST, PASSWORD_MOST } from '../components/password.js';

class Login extends Element {
  connectedCallback() {
    super.connectedCallback();
    this.options();
  }

  async options() {
    try {
      const options = await api.get('/login-options');
      language.usual(options.language);
      this.set({ options });
    } catch (e) {
      console.info('login options:', e.message);
    }
  }

  firstUpdated() {
    this.querySelector('input')?.focus();
  }

  render() {
    return html`
      <div class="door">
        <main class="door-card">
          <div class="door-brand"><img src="favicon.svg" alt="" width="44" height="44" /><span>Ringvakt</span></div>
          ${session.user?.mustChangePassword ? this.change() : this.login()}
          <button class="link" lang=${language.code === 'sv' ? 'en' : 'sv'} @click=${() => language.keep(language.code === 'sv' ? 'en' : 'sv')}>
            ${language.code === 'sv' ? 'English' : 'Svenska'}
          </button>
        </main>
      </div>
    `;
  }

  login() {
    return html`
      <h1>${t('login.title')}</h1>
      ${session.expired ? html`<p class="notice">${t('login.expired')}</p>` : nothing}
      ${this.refused ? problem(this.refused) : nothing}
      <form @submit=${(event) => this.submit(event)}>
        ${field({ name: 'user', label: t('login.user'), required: true, autocomplete: 'username', maxLength: 100 })}
        ${field({ name: 'password', label: t('login.password'), type: 'password', required: true, autocomplete: 'current-password', maxLength: PASSWORD_MOST })}
        <button class="button primary large" ?disabled=${this.busy}>${t('login.enter')}</button>
      </form>
      ${this.options?.oidc ? html`<a class="button large" href="api/v1/oidc/login">${t('login.single', { name: this.options.oidcName ?? 'OIDC' })}</a>` : nothing}
    `;
  }

  change() {
    return html`
      <h1>${t('password.title')}</h1>
      <p class="quiet">${t('password.why', { n: PASSWORD_LEAST })}</p>
      <rv-password @changed=${({ detail }) => session.begun(detail)}></rv-password>
    `;
  }

  async submit(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const { user, password } = values(form);
    this.set({ busy: true, refused: undefined });
    try {
      const begun = await api.post('/session', { user, password });
      form.reset();
      session.begun(begun);
    } catch (e) {
      this.set({ refused: e });
      form.elements.password.select();
    } finally {
      this.set({ busy: false });
    }
  }
}
customElements.define('rv-login', Login);
