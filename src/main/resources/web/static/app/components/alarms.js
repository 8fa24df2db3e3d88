// The bar on top: what must not be overlooked, on every page.
import { Element, html, nothing } from '../lit.js';
import { t, word } from '../i18n.js';
import { live } from '../live.js';
import { clock, day } from '../format.js';
import { icon } from './icons.js';
import { nearby } from './parts.js';

const TOLD_AFTER_MILLIS = 2500;

/** What the alarms say: those of the server, and the one that only we can know of. */
export const alarmText = (alarm) => {
  const since = alarm.since && (alarm.since.length > 10 ? nearby(alarm.since) : day(alarm.since));
  const which = alarm.name ? ` (${alarm.name})` : '';
  const checks = alarm.checks?.map((part) => word('part', part)).join(', ');
  return word('alarm', alarm.code, { ...alarm, since, which, checks });
};

class Alarms extends Element {
  connectedCallback() {
    super.connectedCallback();
    this.listen(live, 'change', () => this.changed());
  }

  changed() {
    if (live.state === 'lost' && !this.patience) {
      this.patience = setTimeout(() => this.requestUpdate(), TOLD_AFTER_MILLIS);
    } else if (live.state !== 'lost') {
      clearTimeout(this.patience);
      this.patience = undefined;
    }
    this.requestUpdate();
  }

  render() {
    const alarms = [...(live.now?.alarms ?? [])].sort((a, b) => (a.level === b.level ? 0 : a.level === 'red' ? -1 : 1));
    const lost = live.state === 'lost' && Date.now() - live.lostSince >= TOLD_AFTER_MILLIS;
    return html`
      <div class="alarms" role="status" aria-live="polite">
        ${lost ? this.bar('red', t('alarm.lost', { at: clock(live.lostSince) })) : nothing}
        ${alarms.map((alarm) => this.bar(alarm.level, alarmText(alarm)))}
      </div>
    `;
  }

  bar(level, text) {
    return html`<p class="alarm ${level}">${icon('breaches')}<span>${text}</span></p>`;
  }
}
customElements.define('rv-alarms', Alarms);
