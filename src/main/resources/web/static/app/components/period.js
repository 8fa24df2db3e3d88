// Picks a period: today, yesterday, a week, a month, or days of one's own.
import { html, nothing } from '../lit.js';
import { t } from '../i18n.js';
import { daysOf, PRESETS } from '../period.js';

/** @param host has `period` {preset, from, to}; `picked(period)` is called with another */
export const periodPicker = (host, picked) => html`
  <div class="picker" role="group" aria-label=${t('period.label')}>
    ${PRESETS.map(
      (preset) => html`<button
        type="button"
        class="chip"
        aria-pressed=${host.period.preset === preset ? 'true' : 'false'}
        @click=${() => picked(preset === 'own' ? { ...host.period, preset } : { preset, ...daysOf(preset) })}
      >
        ${t(`period.${preset}`)}
      </button>`,
    )}
    ${host.period.preset === 'own'
      ? html`${dayField(host, picked, 'from')} ${dayField(host, picked, 'to')}`
      : nothing}
  </div>
`;

const dayField = (host, picked, name) => html`
  <label class="inline-field">${t(`period.${name}`)}
    <input type="date" .value=${host.period[name]} @change=${(event) => event.target.value && picked(ordered({ ...host.period, [name]: event.target.value }))} />
  </label>
`;

const ordered = (period) => (period.from <= period.to ? period : { ...period, from: period.to, to: period.from });
