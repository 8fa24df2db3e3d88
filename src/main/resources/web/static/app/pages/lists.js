// Numbers that are not to be called, and those who have agreed to be: searched, added, taken away by two.
import { Element, html, nothing } from '../lit.js';
import { api, items } from '../api.js';
import { t, word } from '../i18n.js';
import { dateTime, day } from '../format.js';
import { session } from '../session.js';
import { asking, reasonField } from '../components/ask.js';
import { addWords, askAdd, endButton } from '../components/entries.js';
import { choice, field, values } from '../components/fields.js';
import { icon } from '../components/icons.js';
import { known } from '../components/known.js';
import { Loader, more, Pages } from '../components/loader.js';
import { masked } from '../components/masked.js';
import { badge, head, nearby, panel } from '../components/parts.js';
import { table } from '../components/table.js';

const KINDS = ['blocks', 'consents', 'customers', 'subscriptions'];
const paged = (answer) => (Array.isArray(answer) ? { items: answer, next: null } : answer);

class Lists extends Element {
  constructor() {
    super();
    this.kind = 'blocks';
    this.filter = {};
    this.pages = new Pages(this, async ({ kind, ...query }, signal) => paged(await api.search(`/${kind}`, query, signal)));
    this.known = known(this);
    this.removals = new Loader(this, async (signal) => items(await api.get('/removals', {}, signal)));
    this.changes = new Pages(this, async (query, signal) => paged(await api.get('/list-changes', query, signal)));
  }

  connectedCallback() {
    super.connectedCallback();
    this.known.run();
    this.again();
  }

  load() {
    this.pages.run({ kind: this.kind, ...this.filter, limit: 100 });
  }

  again() {
    this.load();
    if (session.may('LISTS')) this.removals.run();
    this.changes.run({ limit: 50 });
  }

  render() {
    return html`
      ${head(
        t('page.lists'),
        session.may('LISTS') ? html`<button class="button primary" @click=${() => this.add()}>${icon('plus')}${addWords(this.kind)}</button>` : nothing,
      )}
      <div class="picker" role="group" aria-label=${t('lists.which')}>
        ${KINDS.map((kind) => html`<button class="chip" aria-pressed=${kind === this.kind ? 'true' : 'false'} @click=${() => this.choose(kind)}>${t(`lists.${kind}`)}</button>`)}
      </div>
      <form class="filter-form" @submit=${(event) => this.search(event)}>
        ${field({ name: 'number', label: t('field.number'), inputMode: 'tel', value: this.filter.number })}
        ${this.kind === 'blocks'
          ? field({ name: 'list', label: t('field.list'), type: 'select', value: this.filter.list, options: [['', t('filter.all')], ...['centre', 'principal', 'deceased'].map((each) => [each, t(`list.${each}`)])] })
          : nothing}
        ${this.kind === 'subscriptions' ? nothing : choice({ name: 'principal', label: t('field.principal'), value: this.filter.principal }, this.known.value?.principals, t('filter.all'))}
        ${field({ name: 'only', label: t('lists.only'), type: 'select', value: this.filter.only ?? 'active', options: ['active', 'ended', 'all'].map((each) => [each, t(`lists.${each}`)]) })}
        <div class="actions"><button class="button primary">${icon('search')}${t('act.search')}</button></div>
      </form>
      ${session.may('LISTS') ? panel(t('lists.removals'), this.removals.show((rows) => this.requests(rows.filter(({ state }) => state === 'pending')))) : nothing}
      ${panel(t(`lists.${this.kind}`), this.pages.show((found) => this.entries(found), 8))}
      ${panel(t('lists.changes'), this.changes.show((found) => this.history(found)))} ${asking(this)}
    `;
  }

  add() {
    this.set({ question: askAdd(this.kind, {}, this.known.value?.principals, () => this.again()) });
  }

  choose(kind) {
    this.pages.state = 'loading';
    this.set({ kind, filter: {} });
    this.load();
  }

  search(event) {
    event.preventDefault();
    this.set({ filter: values(event.currentTarget) });
    this.load();
  }

  entries({ items: rows }) {
    const columns = {
      blocks: [
        { label: t('field.list'), cell: (each) => word('list', each.list) },
        { label: t('field.principal'), cell: (each) => each.principal },
        { label: t('field.until'), cell: (each) => (each.expires ? day(each.expires) : t('lists.forGood')) },
      ],
      consents: [
        { label: t('field.principal'), cell: (each) => each.principal },
        { label: t('lists.given'), cell: (each) => day(each.given) },
        { label: t('lists.withdrawn'), cell: (each) => day(each.withdrawn) },
        { label: t('lists.proof'), kind: 'wide', cell: (each) => each.proof },
      ],
      customers: [
        { label: t('field.principal'), cell: (each) => each.principal },
        { label: t('field.goods'), cell: (each) => each.goods },
        { label: t('field.since'), cell: (each) => day(each.since) },
        { label: t('lists.ended'), cell: (each) => day(each.ended) },
      ],
      subscriptions: [{ label: t('field.kind'), cell: (each) => word('subscription', each.kind) }],
    }[this.kind];
    return html`
      ${table({
        caption: t(`lists.${this.kind}`),
        none: t('lists.none'),
        rows,
        columns: [
          { label: t('field.number'), cell: (each) => (each.number ? masked(each.number, 'entry', each.id) : html`<span class="number">${each.prefix}</span>`) },
          ...columns,
          { label: t('act.acts'), kind: 'act', cell: (each) => endButton(this, each, () => this.again()) },
        ],
      })}
      ${more(this.pages)}
    `;
  }

  requests(rows) {
    return table({
      caption: t('lists.removals'),
      none: t('lists.noRemovals'),
      rows,
      columns: [
        { label: t('field.number'), cell: (each) => html`<span class="number">${each.number}</span>` },
        { label: t('field.list'), cell: (each) => each.block },
        { label: t('field.reason'), kind: 'wide', cell: (each) => each.reason },
        { label: t('removal.by'), cell: (each) => html`${each.askedBy} <span class="quiet">${nearby(each.askedAt)}</span>` },
        {
          label: t('act.acts'),
          kind: 'act',
          cell: (each) =>
            each.askedBy === session.user.user
              ? html`<span class="quiet">${t('removal.second')}</span>`
              : html`<button class="button small" @click=${() => this.set({ question: this.decide(each, 'approve') })}>${t('removal.approve')}</button>
                  <button class="button small danger" @click=${() => this.set({ question: this.decide(each, 'reject') })}>${t('removal.reject')}</button>`,
        },
      ],
    });
  }

  decide(request, act) {
    return {
      title: t(`removal.${act}Title`),
      text: `${request.number}, ${request.block}: ${request.reason}`,
      fields: act === 'reject' ? [reasonField()] : [],
      confirm: t(`removal.${act}`),
      danger: act === 'reject',
      run: async (typed) => {
        await api.post(`/removals/${encodeURIComponent(request.id)}/${act}`, act === 'reject' ? typed : undefined);
        this.again();
      },
    };
  }

  history({ items: rows }) {
    return html`
      ${table({
        caption: t('lists.changes'),
        none: t('number.noChanges'),
        rows,
        columns: [
          { label: t('field.time'), kind: 'when', cell: (each) => dateTime(each.at) },
          { label: t('field.number'), cell: (each) => masked(each.number, 'change', each.id) },
          { label: t('field.act'), cell: (each) => badge(word('act', each.act)) },
          { label: t('field.list'), cell: (each) => word('list', each.list ?? '') },
          { label: t('field.after'), kind: 'wide', cell: (each) => each.after ?? html`<s>${each.before}</s>` },
          { label: t('field.who'), cell: (each) => each.who },
          { label: t('field.reason'), kind: 'wide', cell: (each) => each.reason },
        ],
      })}
      ${more(this.changes)}
    `;
  }
}
customElements.define('rv-lists', Lists);
