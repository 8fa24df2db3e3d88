// Other programs that are told of events, and what could not be delivered to them.
import { Element, html } from '../lit.js';
import { api, items } from '../api.js';
import { t, word } from '../i18n.js';
import { dateTime, whole } from '../format.js';
import { asking } from '../components/ask.js';
import { icon } from '../components/icons.js';
import { Loader } from '../components/loader.js';
import { badge, head, panel } from '../components/parts.js';
import { secret } from '../components/secret.js';
import { table } from '../components/table.js';

const EVENTS = ['blocked', 'breach', 'silent-call', 'bypass', 'register-stale', 'register-refused', 'gate-not-ready', 'gate-ready'];
const path = (hook) => `/hooks/${encodeURIComponent(hook.id)}`;

class Hooks extends Element {
  constructor() {
    super();
    this.hooks = new Loader(this, async (signal) => items(await api.get('/hooks', {}, signal)));
    this.dead = new Loader(this, async (signal) => items(await api.get('/dead-letters', {}, signal)));
  }

  connectedCallback() {
    super.connectedCallback();
    this.hooks.run();
    this.dead.run();
  }

  render() {
    return html`
      ${head(t('page.hooks'), html`<button class="button primary" @click=${() => this.set({ question: this.askHook() })}>${icon('plus')}${t('hooks.add')}</button>`, t('hooks.lead'))}
      ${panel(t('hooks.receivers'), this.hooks.show((rows) => this.receivers(rows)))} ${panel(t('hooks.dead'), this.dead.show((rows) => this.letters(rows)))}
      ${asking(this)}
    `;
  }

  receivers(rows) {
    return table({
      caption: t('hooks.receivers'),
      none: t('hooks.none'),
      rows,
      columns: [
        { label: t('field.name'), cell: (each) => each.name },
        { label: t('hooks.url'), kind: 'wide', cell: (each) => html`<span class="mono">${each.url}</span>` },
        { label: t('hooks.events'), kind: 'wide', cell: (each) => (each.events ?? []).map((event) => badge(word('event', event))) },
        { label: t('field.state'), cell: (each) => (each.active === false ? badge(t('hooks.off'), 'warn') : badge(t('hooks.on'), 'good')) },
        {
          label: t('act.acts'),
          kind: 'act',
          cell: (each) => html`<button class="button small" @click=${() => this.set({ question: this.askHook(each) })}>${t('act.change')}</button>
            <button class="button small danger" @click=${() => this.set({ question: this.askRemove(each) })}>${t('act.remove')}</button>`,
        },
      ],
    });
  }

  letters(rows) {
    return table({
      caption: t('hooks.dead'),
      none: t('hooks.noDead'),
      rows,
      columns: [
        { label: t('field.time'), kind: 'when', cell: (each) => dateTime(each.at) },
        { label: t('field.name'), cell: (each) => each.hook },
        { label: t('hooks.events'), kind: 'num', cell: (each) => whole(each.events) },
        { label: t('hooks.tries'), kind: 'num', cell: (each) => whole(each.tries) },
        { label: t('hooks.error'), kind: 'wide', cell: (each) => each.problem },
        {
          label: t('act.acts'),
          kind: 'act',
          cell: (each) => html`<button class="button small" @click=${() => this.act(() => api.post(`/dead-letters/${encodeURIComponent(each.id)}/retry`, {}))}>${t('act.again')}</button>
            <button class="button small danger" @click=${() => this.act(() => api.remove(`/dead-letters/${encodeURIComponent(each.id)}`))}>${t('hooks.discard')}</button>`,
        },
      ],
    });
  }

  async act(run) {
    try {
      await run();
    } finally {
      this.dead.again();
    }
  }

  askHook(hook) {
    return {
      title: t(hook ? 'hooks.change' : 'hooks.add'),
      fields: [
        { name: 'name', label: t('field.name'), value: hook?.name, required: true },
        { name: 'url', label: t('hooks.url'), type: 'url', value: hook?.url, required: true, hint: t('hint.hook') },
        { name: 'events', label: t('hooks.events'), type: 'checks', value: hook?.events ?? EVENTS, options: EVENTS.map((event) => [event, t(`event.${event}`)]) },
        { name: 'fullNumbers', label: t('hooks.fullNumbers'), type: 'checkbox', value: hook?.fullNumbers === true },
        { name: 'active', label: t('hooks.enabled'), type: 'checkbox', value: hook?.active !== false },
      ],
      run: async (typed) => {
        const told = hook ? await api.put(path(hook), typed, hook.etag ?? `"${hook.version ?? ''}"`) : await api.post('/hooks', typed);
        this.hooks.again();
        return !hook && told?.secret ? secret(t('hooks.secretOnce'), told.secret) : undefined;
      },
    };
  }

  askRemove(hook) {
    return {
      title: t('hooks.removeTitle'),
      text: hook.url,
      confirm: t('act.remove'),
      danger: true,
      run: async () => {
        await api.remove(path(hook), hook.version === undefined ? undefined : `"${hook.version}"`);
        this.hooks.again();
      },
    };
  }
}
customElements.define('rv-hooks', Hooks);
