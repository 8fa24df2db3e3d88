// Everything about one number: whether it may be called, why, and when next.
import { Element, html, nothing } from '../lit.js';
import { api } from '../api.js';
import { language, t, word } from '../i18n.js';
import { dateTime, day } from '../format.js';
import { reasons } from '../reasons.js';
import { handed } from '../router.js';
import { session } from '../session.js';
import { asking } from '../components/ask.js';
import { decisionDialog } from '../components/decision.js';
import { addWords, askAdd, endButton } from '../components/entries.js';
import { evidenceButton } from '../components/evidence.js';
import { icon } from '../components/icons.js';
import { known as knownOf } from '../components/known.js';
import { Loader } from '../components/loader.js';
import { badge, facts, head, panel, problem, reason, time } from '../components/parts.js';
import { table } from '../components/table.js';

class NumberPage extends Element {
  constructor() {
    super();
    this.campaign = '';
    this.typed = handed() ?? '';
    this.choices = knownOf(this);
    this.about = new Loader(this, (number, campaign, signal) => api.ask('/numbers/lookup', { number, campaign }, signal));
  }

  connectedCallback() {
    super.connectedCallback();
    this.choices.run();
    this.listen(language, 'change', () => this.asked && this.about.again());
    if (this.typed) this.load();
  }

  shownAgain() {
    const number = handed();
    if (number) {
      this.set({ typed: number });
      this.load();
    }
  }

  load() {
    this.asked = true;
    this.about.state = 'loading';
    this.about.run(this.typed, this.campaign);
  }

  render() {
    return html`
      ${head(t('page.number'))}
      <form class="lookup" role="search" @submit=${(event) => this.look(event)}>
        <div class="field"><label for="look-number">${t('field.number')}</label>
          <input id="look-number" name="number" inputmode="tel" autocomplete="off" placeholder="070-174 06 05" required .value=${this.typed} /></div>
        <div class="field"><label for="look-campaign">${t('number.for')}</label>
          <select id="look-campaign" name="campaign">
            <option value="">${t('number.anyCampaign')}</option>
            ${(this.choices.value?.campaigns ?? []).map(({ id }) => html`<option value=${id} ?selected=${id === this.campaign}>${id}</option>`)}
          </select></div>
        <button class="button primary large">${icon('search')}${t('number.look')}</button>
      </form>
      <p class="hint">${t('number.recorded')}</p>
      ${this.asked ? this.about.show((about) => this.found(about), 8) : nothing}
      ${asking(this)} ${decisionDialog(this)}
    `;
  }

  look(event) {
    event.preventDefault();
    const form = event.currentTarget;
    this.set({ typed: form.elements.number.value.trim(), campaign: form.elements.campaign.value });
    if (this.typed) this.load();
  }

  found({ check, verdicts = [], decisions = [], entries = [], changes = [], debts = [] }) {
    return html`
      ${this.unsaved ? problem(this.unsaved) : nothing}
      <div aria-live="polite">${verdict(check, this.actions(check))}</div>
      ${panel(t('number.verdicts'), verdictsTable(verdicts))}
      <div class="columns even">
        ${panel(t('number.history'), pastTable(decisions, (id) => this.set({ decision: id })))}
        <div>
          ${panel(t('number.entries'), this.entries(entries), this.additions(check))}
          ${panel(t('number.known'), known(check, debts))}
        </div>
      </div>
      ${panel(t('number.changes'), changesTable(changes))}
    `;
  }

  actions(check) {
    if (!check.readAs) return nothing;
    const block = session.may('LISTS') ? this.adding('blocks', check, t('number.block'), 'button') : nothing;
    return html`${block}${evidenceButton(this, check.readAs)}`;
  }

  additions(check) {
    if (!session.may('LISTS') || !check.readAs) return nothing;
    return ['consents', 'customers', 'subscriptions'].map((kind) => this.adding(kind, check, addWords(kind), 'button small'));
  }

  adding(kind, { readAs }, words, style) {
    const ask = () => askAdd(kind, { number: readAs }, this.choices.value?.principals, () => this.about.again());
    return html`<button class=${style} @click=${() => this.set({ question: ask() })}>${icon(kind === 'blocks' ? 'lists' : 'plus')}${words}</button>`;
  }

  entries(entries) {
    return table({
      caption: t('number.entries'),
      none: t('number.noEntries'),
      rows: entries,
      columns: [
        { label: t('field.list'), cell: (each) => html`${word('list', each.on)} <span class="quiet">${detail(each)}</span>` },
        { label: t('field.principal'), cell: (each) => each.principal },
        { label: t('field.since'), cell: (each) => day(each.given ?? each.since) },
        { label: t('field.until'), cell: (each) => day(each.expires ?? each.withdrawn ?? each.ended) },
        { label: t('act.acts'), kind: 'act', cell: (each) => endButton(this, each, () => this.about.again()) },
      ],
    });
  }
}
customElements.define('rv-number-page', NumberPage);

/** What sets an entry apart from others of its list. */
const detail = ({ list, kind, proof, goods }) => (list ? word('list', list) : kind ? word('subscription', kind) : (proof ?? goods ?? ''));

const KINDS = { allow: 'good', deny: 'bad', unjudged: 'plain', emergency: 'good' };

const verdict = (check, actions) => html`
  <section class="answer ${KINDS[check.verdict] ?? 'plain'}">
    <div class="answer-head">
      <div>
        <p class="number big">${check.readAs ?? check.number}</p>
        <h2>${word('check', check.verdict)}</h2>
        ${check.facts?.campaign ? html`<p class="quiet">${t('number.in', { campaign: check.facts.campaign })}</p>` : nothing}
      </div>
      <div class="actions">${actions}</div>
    </div>
    ${check.verdict === 'unjudged' ? html`<p>${t('number.unjudged')}</p>` : nothing}
    ${check.verdict === 'deny'
      ? html`<p class="next-time"><span>${t('field.next')}</span> <strong>${check.retryAt ? time(check.retryAt) : t('number.noTime')}</strong></p>`
      : nothing}
    ${(check.reasons ?? []).length > 0
      ? html`<ol class="whys">${check.reasons.map(
          ({ code, text, clause }) => html`<li>${reason(code)}<p>${reasons.text(code)}${clause ? html` <span class="quiet">(${clause})</span>` : nothing}</p>
            ${text && text !== reasons.text(code) ? html`<p class="quiet">${text}</p>` : nothing}</li>`,
        )}</ol>`
      : nothing}
    ${check.permit ? permit(check.permit) : nothing}
  </section>
`;

const permit = ({ timeoutSeconds, closing, callerId, silentCallPreceded }) =>
  facts([
    [t('check.rings'), t('check.seconds', { n: timeoutSeconds })],
    [t('check.closing'), time(closing)],
    [t('check.shows'), html`<span class="number">${callerId}</span>`],
    [t('check.owed'), silentCallPreceded ? badge(t('check.silentBefore'), 'warn') : undefined],
  ]);

const verdictsTable = (verdicts) =>
  table({
    caption: t('number.verdicts'),
    none: t('number.noCampaigns'),
    rows: verdicts,
    columns: [
      { label: t('field.campaign'), cell: (each) => html`<strong>${each.campaign}</strong> <span class="quiet">${each.principalName}</span>` },
      { label: t('field.verdict'), cell: (each) => badge(word('verdict', each.verdict), each.verdict === 'deny' ? 'bad' : 'good') },
      { label: t('field.reason'), kind: 'wide', cell: (each) => each.reasons.map(({ code }) => reason(code)) },
      { label: t('field.next'), cell: (each) => (each.verdict === 'deny' ? time(each.retryAt) : nothing) },
    ],
  });

const pastTable = (decisions, open) =>
  table({
    caption: t('number.history'),
    none: t('number.noHistory'),
    rows: decisions,
    columns: [
      { label: t('field.time'), kind: 'when', cell: (each) => dateTime(each.at) },
      { label: t('field.campaign'), cell: (each) => each.campaign },
      { label: t('field.verdict'), kind: 'wide', cell: (each) => (each.verdict === 'deny' ? reason(each.reason) : html`${each.rehearsed ? html`${badge(t('decision.rehearsed'), 'warn')} ${reason(each.reason)}` : badge(t('verdict.allow'), 'good')} ${each.status ?? ''}`) },
      { label: t('act.details'), kind: 'act', cell: (each) => html`<button class="button small" @click=${() => open(each.id)}>${t('act.details')}</button>` },
    ],
  });

const known = (check, debts) => {
  const past = check.facts?.history;
  return facts([
    ...(check.facts?.registers ?? []).map((register) => [
      t('number.register', { name: register.name }),
      html`${register.listed ? badge(t('number.listed'), 'bad') : badge(t('number.notListed'), 'good')} <span class="quiet">${t('registers.updatedAge', { day: day(register.updated), n: register.ageDays ?? '–' })}</span>`,
    ]),
    [t('number.subscription'), check.facts?.subscription && word('subscription', check.facts.subscription)],
    [t('number.today'), past && t('number.of', { n: past.today, most: past.perDay })],
    [t('number.inPeriod'), past && t('number.of', { n: past.inPeriod, most: past.perPeriod })],
    [t('number.lastEnded'), past?.lastEnded && time(past.lastEnded)],
    [t('number.spacedFrom'), past?.spacedFrom && time(past.spacedFrom)],
    [t('number.openNow'), past?.open > 0 ? String(past.open) : undefined],
    [t('number.debt'), debts.length > 0 ? debts.map((debt) => html`<p>${debt.campaign}, ${time(debt.since)}</p>`) : undefined],
    [t('number.policy'), html`<span class="mono">${check.policy}</span>`],
    [t('number.assumed'), check.assumed?.length > 0 ? check.assumed.map(({ text }) => text).join('; ') : undefined],
  ]);
};

const changesTable = (changes) =>
  table({
    caption: t('number.changes'),
    none: t('number.noChanges'),
    rows: changes,
    columns: [
      { label: t('field.time'), kind: 'when', cell: (each) => dateTime(each.at) },
      { label: t('field.act'), cell: (each) => word('act', each.act) },
      { label: t('field.list'), cell: (each) => word('list', each.list ?? '') },
      { label: t('field.before'), kind: 'wide', cell: (each) => each.before },
      { label: t('field.after'), kind: 'wide', cell: (each) => each.after },
      { label: t('field.who'), cell: (each) => each.who },
      { label: t('field.reason'), kind: 'wide', cell: (each) => each.reason },
    ],
  });
