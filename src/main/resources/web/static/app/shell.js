// The frame around the pages: navigation, alarms, who is logged in.
import { Element, html } from './lit.js';
import { api } from './api.js';
import { language, t, word } from './i18n.js';
import { live } from './live.js';
import { allowed, find } from './pages.js';
import { reasons } from './reasons.js';
import { parse } from './router.js';
import { session } from './session.js';
import { icon } from './components/icons.js';
import { problem } from './components/parts.js';
import './components/alarms.js';
import './pages/login.js';

class App extends Element {
  connectedCallback() {
    super.connectedCallback();
    this.listen(session, 'change', () => this.sessionChanged());
    this.listen(window, 'hashchange', () => this.route());
    this.listen(language, 'change', () => this.title());
  }

  sessionChanged() {
    const working = session.user && !session.user.mustChangePassword;
    if (working) {
      live.start();
      reasons.load().then(() => this.requestUpdate());
      this.route();
    } else {
      live.stop();
      this.page = undefined;
      this.view = undefined;
      this.requestUpdate();
    }
  }

  /** Shows the page that the address names. Whoever has to log in first comes back to it. */
  async route() {
    if (!session.user || session.user.mustChangePassword) return;
    const { page: name, rest } = parse(location.hash);
    const page = find(name, session);
    const turn = (this.turn = {});
    this.set({ menu: false, refused: undefined });
    if (!page) return;
    try {
      await page.load();
    } catch (e) {
      this.set({ refused: e });
      return;
    }
    if (turn === this.turn) {
      this.show(page, rest);
    }
  }

  show(page, rest) {
    const first = this.page === undefined;
    if (page !== this.page || rest.join('/') !== this.rest?.join('/')) {
      this.view = document.createElement(page.tag);
      this.view.rest = rest;
    } else {
      this.view.shownAgain?.();
    }
    this.set({ page, rest });
    this.title();
    if (!first) {
      this.updateComplete.then(() => this.view.updateComplete).then(() => this.focusTitle());
    }
  }

  title() {
    document.title = this.page ? `${t(`page.${this.page.name}`)} · Ringvakt` : 'Ringvakt';
  }

  /** Screen readers then begin with the new page. */
  focusTitle() {
    scrollTo(0, 0);
    this.querySelector('main h1')?.focus({ preventScroll: true });
  }

  render() {
    if (!session.known) return html`<div class="start" role="status">${t('state.loading')}</div>`;
    if (!session.user || session.user.mustChangePassword) return html`<rv-login></rv-login>`;
    return html`
      <a class="skip" href="#main" @click=${(event) => this.skip(event)}>${t('act.skip')}</a>
      <div class="frame ${this.menu ? 'menu-open' : ''}">
        ${this.navigation()}
        <div class="work">
          <rv-alarms></rv-alarms>
          <main id="main" tabindex="-1">${this.refused ? problem(this.refused, () => this.route()) : this.content()}</main>
        </div>
      </div>
    `;
  }

  content() {
    return this.view;
  }

  skip(event) {
    event.preventDefault();
    this.querySelector('#main').focus();
  }

  navigation() {
    const here = this.page?.under ?? this.page?.name;
    return html`
      <aside class="side">
        <div class="brand">
          <img src="favicon.svg" alt="" width="28" height="28" /><span>Ringvakt</span>
          <button class="icon-button menu-button" aria-expanded=${this.menu ? 'true' : 'false'} aria-controls="menu" @click=${() => this.set({ menu: !this.menu })}>
            ${icon(this.menu ? 'close' : 'menu')}<span class="hidden">${t('nav.menu')}</span>
          </button>
        </div>
        <div class="menu" id="menu">
          <nav aria-label=${t('nav.pages')}>
            <ul>
              ${allowed(session)
                .filter((page) => !page.under && !page.personal)
                .map((page) => html`<li><a href="#/${page.name}" aria-current=${page.name === here ? 'page' : 'false'}>${icon(page.icon)}<span>${t(`page.${page.name}`)}</span></a></li>`)}
            </ul>
          </nav>
          ${this.personal()}
        </div>
      </aside>
    `;
  }

  personal() {
    const dark = document.documentElement.dataset.theme === 'dark';
    return html`
      <div class="personal">
        <a class="self" href="#/account" aria-current=${this.page?.personal ? 'page' : 'false'} title=${t('page.account')}><strong>${session.user.name || session.user.user}</strong><span>${word('role', session.user.role)}</span></a>
        <div class="switches">
          <button class="nav-button" lang=${language.code === 'sv' ? 'en' : 'sv'} @click=${() => language.keep(language.code === 'sv' ? 'en' : 'sv')}>
            ${language.code === 'sv' ? 'English' : 'Svenska'}
          </button>
          <button class="nav-button" aria-pressed=${dark ? 'true' : 'false'} @click=${() => this.chooseTheme(dark ? 'light' : 'dark')}>
            ${icon(dark ? 'sun' : 'moon')}${t('nav.dark')}
          </button>
          <button class="nav-button" @click=${() => this.logOut()}>${icon('out')}${t('nav.logout')}</button>
        </div>
      </div>
    `;
  }

  chooseTheme(theme) {
    localStorage.setItem('ringvakt.theme', theme);
    dispatchEvent(new Event('ringvakt-theme-chosen'));
    this.requestUpdate();
  }

  async logOut() {
    try {
      await api.remove('/session');
      session.left();
    } catch (e) {
      if (session.user) this.set({ refused: e });
    }
  }
}
customElements.define('rv-app', App);
