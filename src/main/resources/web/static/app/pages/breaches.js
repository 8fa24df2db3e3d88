// What went wrong: rings too short, calls owed after silence, and dials past the gate.
import { Element, html, nothing } from '../lit.js';
import { api, items } from '../api.js';
import { t, word } from '../i18n.js';
import { dateTime, seconds, whole } from '../format.js';
import { daysOf, startOf } from '../period.js';
import { reasons } from '../reasons.js';
import { Loader } from '../components/loader.js';
import { masked } from '../components/masked.js';
import { badge, empty, head, panel, time } from '../components/parts.js';
import { table } from '../components/table.js';

const SPANS = ['today', 'week', 'month'];

class Breaches extends Element {
  constructor() {
    super();
    this.span = 'week';
    this.breaches = new Loader(this, (since, signal) => api.get('/breaches', { since }, signal));
    this.debts = new Loader(this, async (signal) => items(await api.get('/debts', {}, signal)));
    this.bypasses = new Loader(this, async (since, signal) => items(await api.get('/bypasses', { since }, signal)));
  }

  connectedCallback() {
    super.connectedCallback();
    this.debts.run();
    this.load();
  }

  load() {
    const since = startOf(daysOf(this.span).from);
    this.breaches.run(since);
    this.bypasses.run(since);
  }

  render() {
    return html`
      ${head(t('page.breaches'))}
      <div class="picker" role="group" aria-label=${t('period.label')}>
        ${SPANS.map((span) => html`<button class="chip" aria-pressed=${span === this.span ? 'true' : 'false'} @click=${() => { this.set({ span }); this.load(); }}>${t(`period.${span}`)}</button>`)}
      </div>
      <div class="columns">
        <div class="main-column">
          ${panel(t('breaches.rings'), this.breaches.show((found) => rings(items(found?.breaches ?? found))))}
        </div>
        <div class="side-column">${panel(t('breaches.agents'), this.breaches.show((found) => sums(found)))}</div>
      </div>
      ${panel(t('breaches.debts'), this.debts.show(owed))} ${panel(t('breaches.bypasses'), this.bypasses.show(past))}
    `;
  }
}
customElements.define('rv-breaches', Breaches);

const attemptOf = (each) => each.id ?? each.attempt;

/** How many are held against each agent; the server's sums, or ours from the list. */
export const byAgent = (found) => {
  if (found?.agents && !Array.isArray(found.agents)) return Object.entries(found.agents);
  const sums_ = new Map();
  for (const each of items(found?.breaches ?? found)) {
    const agent = each.outcome?.breach?.agent;
    if (agent) sums_.set(agent, (sums_.get(agent) ?? 0) + 1);
  }
  return [...sums_];
};

const sums = (found) => {
  const rows = byAgent(found).sort(([, a], [, b]) => b - a);
  if (rows.length === 0) return empty(t('breaches.noAgents'));
  const most = rows[0][1];
  return html`<ul class="bars">
    ${rows.map(
      ([agent, n]) => html`<li><span class="name">${agent}</span><span class="bar warn" aria-hidden="true"><span .style=${`inline-size:${(100 * n) / most}%`}></span></span><span class="figure">${whole(n)}</span></li>`,
    )}
  </ul>`;
};

const rings = (rows) =>
  table({
    caption: t('breaches.rings'),
    none: t('breaches.noRings'),
    rows,
    columns: [
      { label: t('field.time'), cell: (each) => dateTime(each.at) },
      { label: t('field.number'), cell: (each) => masked(each.number, 'breach', attemptOf(each)) },
      { label: t('field.rang'), kind: 'num', cell: (each) => seconds(each.outcome?.rangMillis) },
      { label: t('breaches.against'), cell: (each) => each.outcome?.breach?.agent ?? html`<span class="quiet">${t('breaches.campaign')}</span>` },
      { label: t('field.campaign'), cell: (each) => each.campaign },
      { label: t('field.status'), kind: 'wide', cell: (each) => each.outcome?.status },
    ],
  });

const owed = (rows) =>
  table({
    caption: t('breaches.debts'),
    none: t('breaches.noDebts'),
    rows,
    columns: [
      { label: t('field.number'), cell: (each) => masked(each.number, 'debt', each.id ?? each.silentAttempt) },
      { label: t('field.campaign'), cell: (each) => each.campaign },
      { label: t('breaches.since'), cell: (each) => dateTime(each.since) },
      { label: t('field.agent'), cell: (each) => each.agent },
      { label: t('breaches.tried'), kind: 'num', cell: (each) => whole(each.tried) },
      {
        label: t('breaches.next'),
        kind: 'wide',
        cell: (each) =>
          each.now
            ? badge(t('breaches.canNow'), 'good')
            : html`${each.next ? time(each.next) : t('breaches.unknown')} <span class="quiet">${(each.whyNotNow ?? []).map(({ code }) => reasons.name(code)).join(', ')}</span>`,
      },
    ],
  });

const past = (rows) =>
  table({
    caption: t('breaches.bypasses'),
    none: t('breaches.noBypasses'),
    rows,
    columns: [
      { label: t('field.time'), cell: (each) => dateTime(each.at) },
      { label: t('field.switch'), cell: (each) => each.switchName },
      { label: t('field.number'), cell: (each) => masked(each.number ?? each.dialled, 'bypass', each.id) },
      { label: t('field.channel'), kind: 'wide', cell: (each) => html`<span class="mono">${each.channel}</span>` },
      { label: t('breaches.place'), kind: 'wide', cell: (each) => html`<span class="mono">${each.place}</span>` },
      { label: t('breaches.hungUp'), cell: (each) => (each.hungUp ? badge(t('breaches.yes'), 'good') : badge(t('breaches.no'), 'bad')) },
    ],
  });
