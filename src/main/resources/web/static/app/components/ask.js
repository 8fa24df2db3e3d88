// A dialog that asks for what an act needs, does it, and shows why it was refused.
import { Element, html, ifDefined, nothing } from '../lit.js';
import { fieldErrors, Refused } from '../api.js';
import { t } from '../i18n.js';
import { field, values } from './fields.js';
import { icon } from './icons.js';
import { modal } from './modal.js';
import { problem } from './parts.js';

/**
 * What is asked: {title, text, fields, confirm, danger, run(values)}. What `run` returns, if anything, is
 * shown instead of the form, as a thing that is told once.
 */
class Ask extends Element {
  static properties = { question: { attribute: false } };

  willUpdate(changed) {
    if (changed.has('question')) {
      Object.assign(this, { busy: false, refused: undefined, told: undefined });
    }
  }

  render() {
    const { title, text } = this.question ?? {};
    return html`
      <dialog class="dialog" aria-labelledby="ask-title" ${modal(this.question !== undefined)} @close=${() => this.close()}>
        ${this.question
          ? html`
              <header>
                <h2 id="ask-title">${title}</h2>
                <button class="icon-button" aria-label=${t('act.close')} @click=${() => this.close()}>${icon('close')}</button>
              </header>
              ${this.told ? this.outcome() : this.form(text)}
            `
          : nothing}
      </dialog>
    `;
  }

  form(text) {
    const { fields = [], confirm, danger } = this.question;
    const errors = fieldErrors(this.refused, fields.map(({ name }) => name));
    return html`
      <form @submit=${(event) => this.submit(event)} novalidate>
        ${text ? html`<p>${text}</p>` : nothing}
        ${this.refused && !fields.some(({ name }) => errors[name]) ? problem(this.refused) : nothing}
        ${fields.map((each) => field(each, errors[each.name]))}
        <footer>
          <button type="button" class="button" @click=${() => this.close()}>${t('act.cancel')}</button>
          <button class="button ${danger ? 'danger' : 'primary'}" aria-busy=${ifDefined(this.busy ? 'true' : undefined)} ?disabled=${this.busy}>
            ${confirm ?? t('act.save')}
          </button>
        </footer>
      </form>
    `;
  }

  outcome() {
    return html`
      <div class="told">${this.told}</div>
      <footer><button class="button primary" @click=${() => this.close()}>${t('act.done')}</button></footer>
    `;
  }

  async submit(event) {
    event.preventDefault();
    const form = event.currentTarget;
    if (!form.reportValidity()) return;
    this.set({ busy: true, refused: undefined });
    try {
      const told = await this.question.run(values(form));
      this.set({ busy: false, told });
      if (!told) this.close();
    } catch (e) {
      if (!(e instanceof Refused)) console.error(e);
      this.set({ busy: false, refused: e });
    }
  }

  close() {
    if (this.question) {
      this.question = undefined;
      this.dispatchEvent(new CustomEvent('closed', { bubbles: true }));
    }
  }
}
customElements.define('rv-ask', Ask);

/** The dialog of a page: `host.question` is what is asked. */
export const asking = (host) => html`<rv-ask .question=${host.question} @closed=${() => host.set({ question: undefined })}></rv-ask>`;

/** The field of a reason, which most acts ask for. */
export const reasonField = () => ({
  name: 'reason',
  label: t('field.reason'),
  hint: t('hint.reason'),
  type: 'textarea',
  required: true,
  maxLength: 200,
});
