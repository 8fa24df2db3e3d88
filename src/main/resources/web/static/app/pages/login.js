// Logging in, and changing the password when that is due.
import { Element, html, nothing } from '../lit.js';
import { api, fieldErrors } from '../api.js';
import { language, t } from '../i18n.js';
import { session } from '../session.js';
import { field, values } from '../components/fields.js';
import { problem } from '../components/parts.js';

const PASSWORD_LEAST = 12;
const PASSWORD_MOST = 256;

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
      <form @submit=${(event) => this.submit(event, (typed) => api.post('/session', { user: typed.user, password: typed.password }))}>
        ${field({ name: 'user', label: t('login.user'), required: true, autocomplete: 'username', maxLength: 100 })}
        ${field({ name: 'password', label: t('login.password'), type: 'password', required: true, autocomplete: 'current-password', maxLength: PASSWORD_MOST })}
        <button class="button primary large" ?disabled=${this.busy}>${t('login.enter')}</button>
      </form>
      ${this.options?.oidc ? html`<a class="button large" href="api/v1/oidc/login">${t('login.single', { name: this.options.oidcName ?? 'OIDC' })}</a>` : nothing}
    `;
  }

  change() {
    const errors = fieldErrors(this.refused, ['old', 'new']);
    return html`
      <h1>${t('password.title')}</h1>
      <p class="quiet">${t('password.why', { n: PASSWORD_LEAST })}</p>
      ${this.refused && Object.keys(errors).length === 0 ? problem(this.refused) : nothing}
      <form @submit=${(event) => this.submit(event, (typed) => this.sendChange(typed))}>
        ${field({ name: 'old', label: t('password.old'), type: 'password', required: true, autocomplete: 'current-password' }, errors.old)}
        ${field({ name: 'new', label: t('password.new'), type: 'password', required: true, autocomplete: 'new-password', minLength: PASSWORD_LEAST, maxLength: PASSWORD_MOST }, errors.new)}
        ${field({ name: 'again', label: t('password.again'), type: 'password', required: true, autocomplete: 'new-password' }, this.unlike ? t('password.unlike') : undefined)}
        <button class="button primary large" ?disabled=${this.busy}>${t('password.save')}</button>
      </form>
    `;
  }

  async sendChange(typed) {
    if (typed.new !== typed.again) {
      this.set({ unlike: true });
      return undefined;
    }
    this.set({ unlike: false });
    return api.replace('/session/password', { old: typed.old, new: typed.new });
  }

  async submit(event, send) {
    event.preventDefault();
    const form = event.currentTarget;
    this.set({ busy: true, refused: undefined });
    try {
      const user = await send(values(form));
      if (user) {
        form.reset();
        session.begun(user);
      }
    } catch (e) {
      this.set({ refused: e });
      form.elements.password?.select();
    } finally {
      this.set({ busy: false });
    }
  }
}
customElements.define('rv-login', Login);
