// A number whose end is hidden until somebody who may see it asks for it; each such look is recorded.
import { Element, html, nothing } from '../lit.js';
import { api } from '../api.js';
import { t } from '../i18n.js';
import { go } from '../router.js';
import { session } from '../session.js';
import { icon } from './icons.js';
import { problemText } from './parts.js';

/** Whether the end of a number is hidden. */
export const isMasked = (number) => /[x*•]/i.test(number);

class MaskedNumber extends Element {
  static properties = { number: {}, kind: {}, of: {} };

  willUpdate(changed) {
    if (changed.has('of') || changed.has('number')) {
      this.full = undefined;
      this.failed = undefined;
    }
  }

  render() {
    if (!this.number) return html`–`;
    if (this.full) {
      return html`<a class="number" href="#/number" title=${t('number.open')} @click=${(event) => this.open(event)}>${this.full}</a>`;
    }
    return html`<span class="number">${this.number}</span>${this.mayReveal()
      ? html`<button class="icon-button small" aria-label=${t('act.reveal')} title=${this.failed ?? t('act.reveal')} @click=${() => this.reveal()}>
          ${icon('eye')}
        </button>`
      : nothing}${this.failed ? html`<span class="error" role="alert">${this.failed}</span>` : nothing}`;
  }

  mayReveal() {
    return this.kind && this.of !== undefined && this.of !== null && isMasked(this.number) && session.may('REVEAL');
  }

  async reveal() {
    try {
      const { number } = await api.post('/reveals', { kind: this.kind, id: String(this.of) });
      this.set({ full: number, failed: undefined });
    } catch (e) {
      this.set({ failed: problemText(e).title });
    }
  }

  open(event) {
    event.preventDefault();
    go('number', [], this.full);
  }
}
customElements.define('rv-number', MaskedNumber);

/** A number as it is told, with a button to see it whole. */
export const masked = (number, kind, id) => html`<rv-number .number=${number} .kind=${kind} .of=${id}></rv-number>`;
