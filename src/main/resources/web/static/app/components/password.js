// Changing one's own password. `changed` tells the new session: all others have ended.
import { Element, html, nothing } from '../lit.js';
import { api, fieldErrors, Refused } from '../api.js';
import { t } from '../i18n.js';
import { field, values } from './fields.js';
import { problem } from './parts.js';

export const PASSWORD_LEAST = 12;
export const PASSWORD_MOST = 256;

class Password extends Element {
  render() {
    const errors = fieldErrors(this.refused, ['old', 'new']);
    return html`
      ${this.refused && !errors.old && !errors.new ? problem(this.refused) : nothing}
      <form @submit=${(event) => this.submit(event)}>
        ${field({ name: 'old', label: t('password.old'), type: 'password', required: true, autocomplete: 'current-password' }, errors.old)}
        ${field({ name: 'new', label: t('password.new'), type: 'password', required: true, autocomplete: 'new-password', minLength: PASSWORD_LEAST, maxLength: PASSWORD_MOST }, errors.new)}
        ${field({ name: 'again', label: t('password.again'), type: 'password', required: true, autocomplete: 'new-password' }, this.unlike ? t('password.unlike') : undefined)}
        <button class="button primary large" ?disabled=${this.busy}>${t('password.save')}</button>
      </form>
    `;
  }

  async submit(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = values(form);
    this.set({ unlike: typed.new !== typed.again, refused: undefined });
    if (this.unlike) return;
    this.set({ busy: true });
    try {
      const user = await api.replace('/session/password', { old: typed.old, new: typed.new });
      form.reset();
      this.dispatchEvent(new CustomEvent('changed', { detail: user }));
    } catch (e) {
      if (!(e instanceof Refused)) console.error(e);
      this.set({ refused: e });
    } finally {
      this.set({ busy: false });
    }
  }
}
customElements.define('rv-password', Password);
