// A chart drawn by ECharts on a canvas, and the same figures as a table for who cannot see it.
import { Element, html, nothing } from '../lit.js';
import { language, t } from '../i18n.js';
import { table } from './table.js';

let library;
const echarts = () => (library ??= import('../../vendor/echarts/echarts.esm.min.js'));

/** The colours of the theme in force: `colour('accent')`. */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** What all charts have in common. Tooltips are drawn too: as HTML they would need inline styles. */
const common = () => ({
  animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  animationDuration: 200,
  textStyle: { fontFamily: colour('font'), color: colour('quiet') },
  aria: { enabled: false },
});

export const tooltip = () => ({
  renderMode: 'richText',
  confine: true,
  backgroundColor: colour('surface'),
  borderColor: colour('line'),
  textStyle: { color: colour('ink'), fontSize: 12 },
});

class Chart extends Element {
  static properties = { draw: { attribute: false }, figures: { attribute: false }, label: {}, tall: { type: Boolean }, asTable: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.listen(window, 'ringvakt-theme', () => this.redraw());
    this.listen(language, 'change', () => this.redraw());
    this.resized = new ResizeObserver(() => this.chart?.resize());
    this.resized.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.resized.disconnect();
    this.forget();
  }

  render() {
    const figures = this.figures?.();
    return html`
      ${this.asTable
        ? html`<div class="chart-table scroll" tabindex="0" role="region" aria-label=${this.label}>${table({ caption: this.label, ...figures })}</div>`
        : html`<div class="canvas ${this.tall ? 'tall' : ''}" role="img" aria-label=${this.label}></div>`}
      ${figures
        ? html`<button class="link chart-switch" aria-pressed=${this.asTable ? 'true' : 'false'} @click=${() => this.turn()}>
            ${t(this.asTable ? 'chart.show' : 'chart.table')}
          </button>`
        : nothing}
    `;
  }

  turn() {
    this.forget();
    this.asTable = !this.asTable;
  }

  updated() {
    this.redraw();
  }

  async redraw() {
    const canvas = this.querySelector('.canvas');
    if (!canvas) return;
    const { init } = await echarts();
    if (!canvas.isConnected) return;
    this.chart ??= init(canvas, null, { renderer: 'canvas' });
    this.chart.setOption({ ...common(), ...this.draw({ colour, tooltip: tooltip() }) }, { notMerge: true, lazyUpdate: true });
  }

  forget() {
    this.chart?.dispose();
    this.chart = undefined;
  }
}
customElements.define('rv-chart', Chart);
