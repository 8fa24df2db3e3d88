// What went wrong: rings too short, calls owed after silence, and dials past the gate.
import { Element, html, nothing } from '../lit.js';
import { api, items } from '../api.js';
import { t } from '../i18n.js';
import { dateTime, percent, seconds, whole } from '../format.js';
import { daysOf, startOf } from '../period.js';
import { reasons } from '../reasons.js';
import { Loader } from '../components/loader.js';
import { masked } from '../components/masked.js';
import { badge, head, panel, time } from '../components/parts.js';
import { table } from '../components/table.js';

const SPANS = ['today', 'week', 'month'];

class Breaches extends Element {
  constructor() {
    super();
    this.span = 'week';
    this.breaches = new Loader(this, (since, signal) => api.get('/breaches', { since }, signal));
    this.agents = new Loader(this, (from, signal) => api.get('/agents', { from }, signal));
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
    this.agents.run(since);
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
          ${panel(t('breaches.rings'), this.breaches.show((found) => html`${rings(found.breaches)}${found.more > 0 ? html`<p class="more quiet">${t('breaches.more', { n: whole(found.more) })}</p>` : nothing}`))}
        </div>
        <div class="side-column">${panel(t('breaches.agents'), this.agents.show(agentsTable))}</div>
      </div>
      ${panel(t('breaches.debts'), this.debts.show(owed))} ${panel(t('breaches.bypasses'), this.bypasses.show(past))}
    `;
  }
}
customElements.define('rv-breaches', Breaches);

const agentsTable = ({ items: rows }) =>
  table({
    caption: t('breaches.agents'),
    none: t('breaches.noAgents'),
    rows: rows.filter((each) => each.breaches > 0 || each.stoppedToday),
    columns: [
      { label: t('field.agent'), cell: (each) => html`${each.agent} ${each.stoppedToday ? badge(t('breaches.stopped'), 'bad') : nothing}` },
      { label: t('field.count'), kind: 'num', cell: (each) => whole(each.breaches) },
      { label: t('breaches.today'), kind: 'num', cell: (each) => whole(each.breachesToday) },
      { label: t('breaches.rate'), kind: 'num', cell: (each) => percent(each.breachRate) },
    ],
  });

const rings = (rows) =>
  table({
    caption: t('breaches.rings'),
    none: t('breaches.noRings'),
    rows,
    columns: [
      { label: t('field.time'), kind: 'when', cell: (each) => dateTime(each.at) },
      { label: t('field.number'), cell: (each) => masked(each.number, 'breach', each.attempt) },
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
      { label: t('field.number'), cell: (each) => masked(each.number, 'debt', each.id) },
      { label: t('field.campaign'), cell: (each) => each.campaign },
      { label: t('breaches.since'), kind: 'when', cell: (each) => dateTime(each.since) },
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
      { label: t('field.time'), kind: 'when', cell: (each) => dateTime(each.at) },
      { label: t('field.switch'), cell: (each) => each.switchName },
      { label: t('field.number'), cell: (each) => masked(each.number ?? each.dialled, 'bypass', each.id) },
      { label: t('field.channel'), kind: 'wide', cell: (each) => html`<span class="mono">${each.channel}</span>` },
      { label: t('breaches.place'), kind: 'wide', cell: (each) => html`<span class="mono">${each.place}</span>` },
      { label: t('breaches.hungUp'), cell: (each) => (each.hungUp ? badge(t('breaches.yes'), 'good') : badge(t('breaches.no'), 'bad')) },
    ],
  });
