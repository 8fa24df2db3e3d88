// What has been: by time, by hour and weekday, by campaign, principal, agent and reason.
import { Element, html, nothing } from '../lit.js';
import { address, api } from '../api.js';
import { t } from '../i18n.js';
import { minute, percent, share, shortDay, weekday, whole } from '../format.js';
import { daysOf, instants, stepOf } from '../period.js';
import { byGroup, GROUP_NAMES, reasons } from '../reasons.js';
import { go } from '../router.js';
import '../components/chart.js';
import { icon } from '../components/icons.js';
import { Loader } from '../components/loader.js';
import { allowedHint, bar, empty, head, panel, tabs } from '../components/parts.js';
import { periodPicker } from '../components/period.js';
import { table } from '../components/table.js';

const DIMENSIONS = ['campaign', 'principal', 'agent', 'reason'];

/** The place of a row of the heat map: weekday 1 to 7, hour 0 to 23. */
export const heatPlace = (key) => {
  const [, weekdayNumber, hour] = /^(\d)\D+(\d{1,2})/.exec(key) ?? [];
  return { weekday: Number(weekdayNumber), hour: Number(hour) };
};

class History extends Element {
  constructor() {
    super();
    this.period = { preset: 'week', ...daysOf('week') };
    this.filter = {};
    this.by = 'campaign';
    this.course = new Loader(this, (query, signal) => api.get('/history', query, signal));
    this.week = new Loader(this, (query, signal) => api.get('/history', query, signal));
    this.parts = new Loader(this, (query, signal) => api.get('/history', query, signal));
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  query() {
    return { ...instants(this.period), ...this.filter };
  }

  load() {
    this.course.run({ ...this.query(), by: stepOf(this.period) });
    this.week.run({ ...this.query(), by: 'weekday-hour' });
    this.loadParts();
  }

  loadParts() {
    this.parts.run({ ...this.query(), by: this.by });
  }

  render() {
    return html`
      ${head(
        t('page.history'),
        html`<a class="button" href=${address('/history.csv', { ...this.query(), by: this.by })} download>${icon('download')}${t('act.csv')}</a>
          <button class="button" @click=${() => print()}>${icon('print')}${t('act.print')}</button>`,
      )}
      ${tabs(t('page.history'), [['history', t('history.overview')], ['decisions', t('page.decisions')]], 'history')}
      ${periodPicker(this, (period) => this.change({ period }))} ${this.filters()}
      ${this.course.show((found) => this.totals(found.total))}
      <div class="columns even">
        ${panel(t('history.course'), this.course.show((found) => this.courseChart(found)))}
        ${panel(t('history.heat'), this.week.show((found) => this.heatChart(found)))}
      </div>
      ${panel(t('history.parts'), this.partsTable(), this.dimensions())}
    `;
  }

  change(changes) {
    this.set(changes);
    this.load();
  }

  filters() {
    const set = Object.entries(this.filter);
    if (set.length === 0) return nothing;
    return html`<p class="filters">${t('history.only')}
      ${set.map(
        ([name, value]) => html`<button class="chip" aria-label=${t('history.without', { value })} @click=${() => this.change({ filter: { ...this.filter, [name]: undefined } })}>
          ${t(`field.${name}`)}: ${name === 'reason' ? reasons.name(value) : value} ${icon('close')}
        </button>`,
      )}</p>`;
  }

  totals(total = {}) {
    return html`<section class="tiles small" aria-label=${t('now.figures')}>
      ${[
        ['dials', whole(total.dials)],
        ['allowed', whole(total.allowed), allowedHint(total)],
        ['blocked', whole(total.denied), percent(share(total.denied, total.dials))],
        ['met', whole(total.met)],
        ['silent', whole(total.silent), percent(share(total.silent, total.met + total.silent), 2)],
        ['breaches', whole(total.breaches)],
      ].map(([name, figure, hint]) => html`<div class="tile"><h2>${t(`now.${name}`)}</h2><p class="big">${figure}</p><p class="quiet">${hint ?? nothing}</p></div>`)}
    </section>`;
  }

  courseChart({ rows, by }) {
    if (rows.length === 0) return empty(t('history.none'));
    const groups = GROUP_NAMES.filter((name) => rows.some((row) => byGroup(row.reasons)[name] > 0));
    const series = [
      { key: 'allowed', name: t('now.allowed'), of: (row) => row.allowed },
      ...groups.map((key) => ({ key, name: t(`group.${key}`), of: (row) => byGroup(row.reasons)[key] ?? 0 })),
    ];
    const at = (row) => (by === 'hour' ? minute(row.key) : shortDay(row.key));
    return html`<rv-chart
      tall
      .label=${t('history.course')}
      .draw=${({ colour, tooltip }) => ({
        grid: { left: 8, right: 8, top: 56, bottom: 8, containLabel: true },
        legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, textStyle: { color: colour('ink') } },
        tooltip: { ...tooltip, trigger: 'axis', axisPointer: { type: 'shadow' } },
        xAxis: { type: 'category', data: rows.map(at), axisTick: { show: false }, axisLabel: { color: colour('quiet'), hideOverlap: true }, axisLine: { lineStyle: { color: colour('line') } } },
        yAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: colour('line') } }, axisLabel: { color: colour('quiet'), formatter: (n) => whole(n) } },
        series: series.map(({ key, name, of }) => ({ name, type: 'bar', stack: 'all', itemStyle: { color: colour(`chart-${key}`) }, data: rows.map(of) })),
      })}
      .figures=${() => ({
        rows,
        columns: [
          { label: t('field.time'), kind: 'when', cell: at },
          ...series.map(({ name, of }) => ({ label: name, kind: 'num', cell: (row) => whole(of(row)) })),
        ],
      })}
    ></rv-chart>`;
  }

  heatChart({ rows }) {
    if (rows.length === 0) return empty(t('history.none'));
    const places = rows.map((row) => ({ ...heatPlace(row.key), row }));
    const days = [1, 2, 3, 4, 5, 6, 7];
    const first = Math.min(...places.map((place) => place.hour));
    const hours = Array.from({ length: Math.max(...places.map((place) => place.hour)) - first + 1 }, (_, index) => first + index);
    const most = Math.max(1, ...rows.map((row) => row.denied));
    return html`<rv-chart
      tall
      .label=${t('history.heatLabel')}
      .draw=${({ colour, tooltip }) => ({
        grid: { left: 8, right: 8, top: 8, bottom: 48, containLabel: true },
        tooltip: { ...tooltip, formatter: ({ value: [index, row, n] }) => `${weekday(row + 1)} ${first + index}–${first + index + 1}: ${whole(n)}` },
        xAxis: { type: 'category', data: hours.map(String), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: colour('quiet') } },
        yAxis: { type: 'category', inverse: true, data: days.map((each) => weekday(each)), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: colour('quiet') } },
        visualMap: { min: 0, max: most, orient: 'horizontal', left: 'center', bottom: 0, itemHeight: 120, itemWidth: 10, textStyle: { color: colour('quiet') }, inRange: { color: [colour('heat-low'), colour('heat-high')] } },
        series: [{ type: 'heatmap', data: places.map((place) => [place.hour - first, place.weekday - 1, place.row.denied]), itemStyle: { borderColor: colour('surface'), borderWidth: 2, borderRadius: 3 } }],
      })}
      .figures=${() => ({
        rows: places,
        columns: [
          { label: t('field.weekday'), cell: (place) => weekday(place.weekday) },
          { label: t('field.hour'), cell: (place) => `${place.hour}–${place.hour + 1}` },
          { label: t('now.dials'), kind: 'num', cell: (place) => whole(place.row.dials) },
          { label: t('now.blocked'), kind: 'num', cell: (place) => whole(place.row.denied) },
        ],
      })}
    ></rv-chart>`;
  }

  dimensions() {
    return html`<div class="picker" role="group" aria-label=${t('history.by')}>
      ${DIMENSIONS.map(
        (by) => html`<button class="chip" aria-pressed=${by === this.by ? 'true' : 'false'} @click=${() => { this.set({ by }); this.loadParts(); }}>${t(`field.${by}`)}</button>`,
      )}
    </div>`;
  }

  partsTable() {
    return this.parts.show(({ rows, by }) => {
      const size = (row) => row.dials || row.denied + row.rehearsed;
      const most = Math.max(1, ...rows.map(size));
      const name = (row) => (by === 'reason' ? reasons.name(row.key) : row.key || t('history.nobody'));
      const rehearsed = rows.some((row) => row.rehearsed > 0) ? ['rehearsed'] : [];
      const figures = by === 'reason' ? ['denied', ...rehearsed] : ['dials', 'allowed', ...rehearsed, 'denied', 'met', 'silent', 'breaches'];
      return table({
        caption: t('history.parts'),
        none: t('history.none'),
        rows,
        columns: [
          { label: t(`field.${by}`), cell: (row) => html`<button class="link" @click=${() => this.change({ filter: { ...this.filter, [by]: row.key } })}>${name(row)}</button>` },
          { label: t('history.share'), kind: 'wide bar-cell', cell: (row) => bar(size(row) / most, by === 'reason' ? reasons.group(row.key) : 'all') },
          ...figures.map((figure) => ({ label: t(`now.${figure === 'denied' ? 'blocked' : figure}`), kind: 'num', cell: (row) => whole(row[figure]) })),
          ...(by === 'reason' ? [] : [{ label: t('history.blockedShare'), kind: 'num', cell: (row) => percent(share(row.denied, row.dials)) }]),
          { label: t('page.decisions'), kind: 'act', cell: (row) => html`<button class="button small" @click=${() => go('decisions', [], { ...this.filter, [by]: row.key, period: this.period })}>${t('page.decisions')}</button>` },
        ],
      });
    });
  }
}
customElements.define('rv-history', History);
