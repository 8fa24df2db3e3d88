// Takes a file, dropped or chosen.
import { Element, html, nothing } from '../lit.js';
import { t } from '../i18n.js';
import { bytes } from '../format.js';
import { icon } from './icons.js';

class Drop extends Element {
  static properties = { accept: {}, file: { attribute: false }, over: { state: true } };

  render() {
    return html`
      <div
        class="drop ${this.over ? 'over' : ''}"
        @dragover=${(event) => { event.preventDefault(); this.over = true; }}
        @dragleave=${() => { this.over = false; }}
        @drop=${(event) => this.dropped(event)}
      >
        ${icon('upload')}
        ${this.file ? html`<p><strong>${this.file.name}</strong> <span class="quiet">${bytes(this.file.size)}</span></p>` : html`<p>${t('drop.here')}</p>`}
        <label class="button">${t(this.file ? 'drop.other' : 'drop.choose')}<input class="hidden" type="file" accept=${this.accept ?? ''} @change=${(event) => this.take(event.target.files)} /></label>
        ${this.file ? nothing : html`<p class="hint">${t('drop.hint')}</p>`}
      </div>
    `;
  }

  dropped(event) {
    event.preventDefault();
    this.over = false;
    this.take(event.dataTransfer.files);
  }

  take([file]) {
    if (file) {
      this.file = file;
      this.dispatchEvent(new CustomEvent('taken', { detail: file }));
    }
  }
}
customElements.define('rv-drop', Drop);
