// Lit, as far as it is used here. Its two base packages are loaded by relative paths: the package that
// joins them (`lit`) names its parts in a way that needs an import map, which our Content-Security-Policy
// would have to make an exception for. What it adds is the one method below.
import { ReactiveElement } from '../vendor/reactive-element/reactive-element.js';
import { html, nothing, render, svg } from '../vendor/lit-html/lit-html.js';
import { language } from './i18n.js';

export { html, nothing, svg };
export { directive, Directive } from '../vendor/lit-html/directive.js';
export { live } from '../vendor/lit-html/directives/live.js';
export { repeat } from '../vendor/lit-html/directives/repeat.js';
export { ifDefined } from '../vendor/lit-html/directives/if-defined.js';

/** An element that renders a template in the page's own tree, and again when the language changes. */
export class Element extends ReactiveElement {
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(language, 'change', () => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.gone?.abort();
    this.gone = undefined;
  }

  /** Listens to something for as long as the element is on the page. */
  listen(target, event, handler) {
    this.gone ??= new AbortController();
    target.addEventListener(event, handler, { signal: this.gone.signal });
  }

  /** Changes fields and renders. */
  set(changes) {
    Object.assign(this, changes);
    this.requestUpdate();
  }

  update(changed) {
    const content = this.render();
    super.update(changed);
    render(content, this.renderRoot, { host: this });
  }
}
