// How it stands now, second by second.
import { Element, html, nothing } from '../lit.js';
import { t } from '../i18n.js';
import { live } from '../live.js';
import { session } from '../session.js';
import { clock, day, decimal, micros, minute, percent, share, whole } from '../format.js';
import { byGroup, GROUP_NAMES, reasons } from '../reasons.js';
import '../components/chart.js';
import { asking } from '../components/ask.js';
import { masked } from '../components/masked.js';
import { allowedHint, badge, empty, head, loading, nearby, panel, reason, time } from '../components/parts.js';
import { askResume, askStop } from '../components/stops.js';
import { decisionDialog } from '../components/decision.js';

const ANNOUNCED_EACH_MILLIS = 10_000;
const SILENT_RATE_MOST = 0.03;

class Now extends Element {
  connectedCallback() {
    super.connectedCallback();
    this.listen(live, 'change', () => this.requestUpdate());
    this.listen(live, 'denied', (event) => this.announce(event.detail.length));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.announcing);
  }

  /** Tells who cannot see the feed how many came, not each. */
  announce(n) {
    this.unannounced = (this.unannounced ?? 0) + n;
    this.announcing ??= setTimeout(() => {
      this.announcing = undefined;
      this.set({ announced: t('now.announced', { n: this.unannounced }), unannounced: 0 });
    }, ANNOUNCED_EACH_MILLIS);
  }

  render() {
    const { now } = live;
    return html`
      ${head(t('page.now'), this.actions(now), this.lead(now))}
      <p class="hidden" role="status" aria-live="polite">${this.announced}</p>
      ${now ? this.board(now) : loading(8)}
      ${asking(this)} ${decisionDialog(this)}
    `;
  }

  lead(now) {
    const alive = live.state === 'live';
    return html`<span class="live ${alive ? 'on' : 'off'}">${t(`live.${live.state}`)}</span>${now ? html` · ${clock(now.at)}` : nothing}`;
  }

  actions(now) {
    const everything = now?.stops?.find((stop) => !stop.campaign);
    if (!session.may('STOP') || !now) return nothing;
    return everything
      ? html`<button class="button" @click=${() => this.set({ question: askResume() })}>${t('stop.resumeAll')}</button>`
      : html`<button class="button danger" @click=${() => this.set({ question: askStop() })}>${t('stop.all')}</button>`;
  }

  board(now) {
    return html`
      ${this.tiles(now)}
      <div class="columns">
        <div class="main-column">
          ${panel(t('now.minutes'), this.chart(now))}
          ${panel(t('now.feed'), this.feed(), html`<a class="link" href="#/decisions">${t('now.all')}</a>`)}
        </div>
        <div class="side-column">
          ${now.stops?.length ? panel(t('now.stops'), this.stops(now), nothing, 'bad') : nothing}
          ${panel(t('now.registers'), this.registers(now))}
          ${panel(t('now.today'), this.byReason(now))}
          ${panel(t('now.gate'), this.gate(now))}
        </div>
      </div>
    `;
  }

  tiles({ today, agents, gate, debts }) {
    const rate = today.silentRate ?? share(today.silent, today.met + today.silent);
    return html`
      <section class="tiles" aria-label=${t('now.figures')}>
        ${tile(t('now.dials'), whole(today.dials), t('now.perSecond', { n: decimal(gate?.decisionsPerSecond ?? 0, 1) }))}
        ${tile(t('now.allowed'), whole(today.allowed), allowedHint(today), today.rehearsed > 0 ? 'warn' : 'good')}
        ${tile(t('now.blocked'), whole(today.denied), percent(share(today.denied, today.dials)), today.denied > 0 ? 'block' : '')}
        ${tile(t('now.silent'), percent(rate, 2), t('now.silentOf', { n: whole(today.silent), debts: whole(debts) }), rate > SILENT_RATE_MOST ? 'bad' : '')}
        ${tile(t('now.breaches'), whole(today.breaches), t('now.breachesHint'), today.breaches > 0 ? 'warn' : '')}
        ${tile(t('now.agents'), whole(agents?.onLine), t('now.inCall', { n: whole(agents?.inCall) }))}
        ${tile(t('now.latency'), micros(gate?.p99Micros), t('now.median', { n: micros(gate?.p50Micros) }))}
      </section>
    `;
  }

  chart(now) {
    const groups = GROUP_NAMES.filter((name) => now.minutes.some((each) => byGroup(each.reasons)[name] > 0));
    const series = [
      { name: t('now.allowed'), key: 'allowed', of: (each) => each.allowed },
      ...groups.map((key) => ({ name: t(`group.${key}`), key, of: (each) => byGroup(each.reasons)[key] ?? 0 })),
    ];
    return html`<rv-chart
      .label=${t('now.minutesLabel')}
      .draw=${({ colour, tooltip }) => stacked(now.minutes, series, colour, tooltip)}
      .figures=${() => ({
        rows: [...now.minutes].reverse(),
        columns: [
          { label: t('field.minute'), cell: (each) => minute(each.at) },
          ...series.map(({ name, of }) => ({ label: name, kind: 'num', cell: (each) => whole(of(each)) })),
        ],
      })}
    ></rv-chart>`;
  }

  feed() {
    if (live.denied.length === 0) return empty(t('now.feedEmpty'));
    return html`<ol class="feed" tabindex="0" aria-label=${t('now.feed')}>
        ${live.denied.slice(0, 40).map((each) => this.denied(each))}
      </ol>
      ${live.omitted > 0 ? html`<p class="hint omitted">${t('live.omitted', { n: whole(live.omitted) })}</p>` : nothing}`;
  }

  denied(each) {
    return html`
      <li>
        <time datetime=${each.at}>${clock(each.at)}</time>
        <span class="who">${masked(each.number, 'decision', each.id)}</span>
        <span class="why">${reason(each.reason)} ${each.rehearsed ? badge(t('decision.rehearsed'), 'warn') : nothing}</span>
        <span class="where">${each.campaign}${each.agent ? html` · ${t('field.agent').toLowerCase()} ${each.agent}` : nothing}</span>
        <span class="next">${each.retryAt ? html`${t('now.next')} ${time(each.retryAt)}` : t('now.never')}</span>
        <button class="button small" aria-label=${t('now.whyOf', { at: clock(each.at) })} @click=${() => this.set({ decision: each.id })}>${t('now.why')}</button>
      </li>
    `;
  }

  stops(now) {
    return html`<ul class="plain">
      ${now.stops.map(
        (stop) => html`<li class="stop-row">
          <div><strong>${stop.campaign ?? t('stop.everything')}</strong><p class="quiet">${stop.reason} – ${stop.who ?? ''} ${nearby(stop.since)}</p></div>
          ${session.may('STOP') ? html`<button class="button small" @click=${() => this.set({ question: askResume(stop.campaign) })}>${t('stop.resume')}</button>` : nothing}
        </li>`,
      )}
    </ul>`;
  }

  registers(now) {
    return now.registers.length === 0 ? empty(t('registers.none')) : html`${now.registers.map(registerCard)}`;
  }

  byReason({ today }) {
    const rows = Object.entries(today.reasons ?? {}).sort(([, a], [, b]) => b - a);
    if (rows.length === 0) return empty(t('now.noneBlocked'));
    const most = rows[0][1];
    return html`<ul class="bars">
      ${rows.map(
        ([code, n]) => html`<li>
          <span class="name" title=${reasons.text(code)}>${reasons.name(code)}</span>
          <span class="bar ${reasons.group(code)}" aria-hidden="true"><span .style=${`inline-size:${(100 * n) / most}%`}></span></span>
          <span class="figure">${whole(n)}</span>
        </li>`,
      )}
    </ul>`;
  }

  gate({ gate, switches, ready }) {
    return html`
      <ul class="plain states">
        <li><span>${t('now.ready')}</span>${ready ? badge(t('now.isReady'), 'good') : badge(t('now.notReady'), 'bad')}</li>
        ${(switches ?? []).map((each) => html`<li><span>${t('now.switch', { name: each.name })}</span>${each.up ? badge(t('now.up'), 'good') : badge(t('now.down'), 'bad')}</li>`)}
        <li><span>${t('now.inFlight')}</span><span class="figure">${whole(gate?.inFlight)}</span></li>
      </ul>
    `;
  }
}
customElements.define('rv-now', Now);

const tile = (label, figure, hint, kind = '') => html`
  <div class="tile ${kind}"><h2>${label}</h2><p class="big">${figure}</p><p class="quiet">${hint}</p></div>
`;

/** A register's version with how many days it may still be used, as a ring that empties. */
const registerCard = (register) => {
  const left = Math.max(0, register.daysLeft ?? 0);
  const all = Math.max(1, (register.ageDays ?? 0) + left);
  const kind = register.problem || left === 0 ? 'bad' : register.overdueSince || left <= 3 ? 'warn' : 'good';
  return html`
    <div class="register-card ${kind}">
      <svg class="ring" viewBox="0 0 64 64" role="img" aria-label=${t('registers.daysLeft', { n: left })}>
        <circle cx="32" cy="32" r="27" class="track"></circle>
        <circle cx="32" cy="32" r="27" class="left" pathLength="100" stroke-dasharray="${(100 * left) / all} 100" transform="rotate(-90 32 32)"></circle>
        <text x="32" y="33" class="days">${left}</text><text x="32" y="45" class="unit">${t('registers.days')}</text>
      </svg>
      <div>
        <strong>${register.name}</strong>
        <p>${t('registers.updatedAge', { day: day(register.updated), n: whole(register.ageDays) })}</p>
        <p class="quiet">${register.usableUntil ? t('registers.usableUntil', { day: day(register.usableUntil) }) : t('registers.noVersion')}</p>
        <p class="quiet">${t('registers.numbers', { n: whole(register.numbers) })} · <span class="mono">${register.version ?? '–'}</span></p>
        ${register.overdueSince ? html`<p class="warn-text">${t('registers.overdue', { day: day(register.overdueSince) })}</p>` : nothing}
        ${register.problem ? html`<p class="bad-text">${register.problem}</p>` : nothing}
      </div>
    </div>
  `;
};

const stacked = (minutes, series, colour, tooltip) => ({
  grid: { left: 8, right: 8, top: 56, bottom: 8, containLabel: true },
  legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, textStyle: { color: colour('ink') } },
  tooltip: { ...tooltip, trigger: 'axis', axisPointer: { type: 'shadow' } },
  xAxis: {
    type: 'category',
    data: minutes.map((each) => minute(each.at)),
    axisLine: { lineStyle: { color: colour('line') } },
    axisTick: { show: false },
    axisLabel: { color: colour('quiet'), interval: 9 },
  },
  yAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: colour('line') } }, axisLabel: { color: colour('quiet'), formatter: (n) => whole(n) } },
  series: series.map(({ name, key, of }) => ({
    name,
    type: 'bar',
    stack: 'all',
    barCategoryGap: '20%',
    itemStyle: { color: colour(`chart-${key}`) },
    data: minutes.map(of),
  })),
});
