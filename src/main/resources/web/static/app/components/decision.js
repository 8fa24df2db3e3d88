// One decision with everything that is on record of it: why, by what, and what became of it.
import { Element, html, nothing } from '../lit.js';
import { api } from '../api.js';
import { t, word } from '../i18n.js';
import { dateTime, seconds } from '../format.js';
import { reasons } from '../reasons.js';
import { icon } from './icons.js';
import { Loader } from './loader.js';
import { masked } from './masked.js';
import { modal } from './modal.js';
import { badge, facts, reason, time } from './parts.js';

class Decision extends Element {
  static properties = { of: {} };

  constructor() {
    super();
    this.loader = new Loader(this, (id, signal) => api.get(`/decisions/${encodeURIComponent(id)}`, {}, signal));
  }

  willUpdate(changed) {
    if (changed.has('of') && this.of) {
      this.loader.state = 'loading';
      this.loader.run(this.of);
    }
  }

  render() {
    return html`
      <dialog class="dialog wide" aria-labelledby="decision-title" ${modal(this.of !== undefined)} @close=${() => this.close()}>
        ${this.of === undefined
          ? nothing
          : html`
              <header>
                <h2 id="decision-title">${t('decision.title')}</h2>
                <button class="icon-button" aria-label=${t('act.close')} @click=${() => this.close()}>${icon('close')}</button>
              </header>
              ${this.loader.show((detail) => this.detail(detail))}
            `}
      </dialog>
    `;
  }

  detail(detail) {
    const denied = detail.verdict === 'deny';
    const against = denied || detail.rehearsed;
    return html`
      <p class="verdict ${detail.rehearsed ? 'warn' : denied ? 'bad' : 'good'}">${detail.rehearsed ? t('decision.rehearsed') : word('verdict', detail.verdict)}</p>
      ${against ? whys(detail.reasons ?? [detail.reason]) : nothing}
      ${facts([
        [t('field.number'), masked(detail.number, 'decision', detail.id)],
        [t('field.time'), dateTime(detail.at)],
        [t('field.next'), against ? (detail.retryAt ? time(detail.retryAt) : t('now.never')) : undefined],
        [t('field.campaign'), detail.campaign],
        [t('field.principal'), detail.campaignPrincipal],
        [t('field.agent'), detail.agent],
        [t('field.kind'), detail.kind && word('kind', detail.kind)],
        [t('field.status'), detail.status],
        [t('field.answer'), detail.answer && word('answer', detail.answer)],
        [t('field.rang'), detail.ringMillis === undefined || detail.ringMillis === null ? undefined : seconds(detail.ringMillis)],
        [t('field.talked'), detail.talkMillis === undefined || detail.talkMillis === null ? undefined : seconds(detail.talkMillis)],
        [t('field.breach'), detail.breach ? badge(t('decision.breach'), 'warn') : undefined],
        [t('field.silentCall'), detail.silent ? badge(t('decision.silent'), 'bad') : undefined],
        [t('field.channel'), detail.uniqueId && html`<span class="mono">${detail.uniqueId}</span>`],
        [t('field.basis'), detail.basis && html`<span class="mono">${typeof detail.basis === 'string' ? detail.basis : JSON.stringify(detail.basis)}</span>`],
      ])}
    `;
  }

  close() {
    if (this.of !== undefined) {
      this.of = undefined;
      this.dispatchEvent(new CustomEvent('closed', { bubbles: true }));
    }
  }
}
customElements.define('rv-decision', Decision);

/** Each reason with its sentence and the clause it rests on. */
const whys = (codes) => html`
  <ol class="whys">
    ${codes.map((code) => html`<li>${reason(code)}<p>${reasons.text(code)} ${reasons.clause(code) ? html`<span class="quiet">(${reasons.clause(code)})</span>` : nothing}</p></li>`)}
  </ol>
`;

/** The dialog of a page: `host.decision` is the id of the one shown. */
export const decisionDialog = (host) => html`<rv-decision .of=${host.decision} @closed=${() => host.set({ decision: undefined })}></rv-decision>`;
