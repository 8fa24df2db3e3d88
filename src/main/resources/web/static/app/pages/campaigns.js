// The campaigns and their principals; stopping and resuming them.
import { Element, html, nothing } from '../lit.js';
import { api, items } from '../api.js';
import { t, word } from '../i18n.js';
import { day } from '../format.js';
import { to } from '../router.js';
import { session } from '../session.js';
import { asking } from '../components/ask.js';
import { icon } from '../components/icons.js';
import { Loader } from '../components/loader.js';
import { badge, head, nearby, notice, panel } from '../components/parts.js';
import { askResume, askStop } from '../components/stops.js';
import { table } from '../components/table.js';

const STATES = { running: 'good', future: 'plain', over: 'plain', stopped: 'bad' };

export const stateBadge = ({ state }) => badge(word('state.campaign', state), STATES[state] ?? 'plain');

export const campaignTabs = () => [['campaigns', t('page.campaigns')], ...(session.may('WASH') ? [['preview', t('page.preview')]] : [])];

class Campaigns extends Element {
  constructor() {
    super();
    this.filter = 'now';
    this.loader = new Loader(this, async (signal) => {
      const [campaigns, principals, stops] = await Promise.all(
        ['/campaigns', '/principals', '/stops'].map(async (path) => items(await api.get(path, {}, signal))),
      );
      return { campaigns, principals, stops };
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.loader.run();
  }

  render() {
    const mayChange = session.may('CAMPAIGNS');
    return html`
      ${head(
        t('page.campaigns'),
        html`${session.may('STOP') ? html`<button class="button danger" @click=${() => this.ask(askStop(undefined, () => this.loader.again()))}>${icon('stop')}${t('stop.all')}</button>` : nothing}
          ${mayChange ? html`<a class="button primary" href=${to('campaign', 'new')}>${icon('plus')}${t('campaigns.new')}</a>` : nothing}`,
      )}
      ${this.loader.show((found) => this.found(found), 8)} ${asking(this)}
    `;
  }

  ask(question) {
    this.set({ question });
  }

  found({ campaigns, principals, stops }) {
    const everything = stops.find((stop) => !stop.campaign);
    const shown = campaigns.filter((each) => this.filter === 'all' || each.state !== 'over');
    return html`
      ${everything
        ? notice(
            html`${icon('stop')}<div><strong>${t('stop.allStand')}</strong><p>${everything.reason} – ${everything.who} ${nearby(everything.since)}</p></div>
              ${session.may('STOP') ? html`<button class="button" @click=${() => this.ask(askResume(undefined, () => this.loader.again()))}>${t('stop.resumeAll')}</button>` : nothing}`,
            'bad',
          )
        : nothing}
      <div class="picker" role="group" aria-label=${t('campaigns.which')}>
        ${['now', 'all'].map((each) => html`<button class="chip" aria-pressed=${each === this.filter ? 'true' : 'false'} @click=${() => this.set({ filter: each })}>${t(`campaigns.${each}`)}</button>`)}
      </div>
      <section class="panel">
        ${table({
          caption: t('page.campaigns'),
          none: t('campaigns.none'),
          rows: shown,
          columns: [
            { label: t('field.campaign'), cell: (each) => html`<a href=${to('campaign', each.id)}><strong>${each.id}</strong></a>` },
            { label: t('field.principal'), cell: (each) => each.principalName ?? each.principal },
            { label: t('field.purpose'), cell: (each) => word('purpose', each.purpose) },
            { label: t('campaigns.days'), cell: (each) => `${day(each.firstDay)} – ${day(each.lastDay)}` },
            { label: t('campaigns.callerIds'), kind: 'wide', cell: (each) => (each.callerIds ?? []).map(callerId) },
            { label: t('field.state'), cell: (each) => html`${stateBadge(each)}${each.stop ? html`<p class="quiet">${each.stop.reason}</p>` : nothing}` },
            { label: t('act.acts'), kind: 'act', cell: (each) => this.acts(each) },
          ],
        })}
      </section>
      ${panel(t('campaigns.principals'), this.principals(principals), session.may('CAMPAIGNS') ? html`<button class="button small" @click=${() => this.ask(askPrincipal({}, () => this.loader.again()))}>${t('campaigns.newPrincipal')}</button>` : nothing)}
    `;
  }

  acts(each) {
    const again = () => this.loader.again();
    if (!session.may('STOP') || each.state === 'over') return nothing;
    return each.stop || each.state === 'stopped'
      ? html`<button class="button small" @click=${() => this.ask(askResume(each.id, again))}>${t('stop.resume')}</button>`
      : html`<button class="button small danger" @click=${() => this.ask(askStop(each.id, again))}>${t('stop.one')}</button>`;
  }

  principals(rows) {
    return table({
      caption: t('campaigns.principals'),
      rows,
      columns: [
        { label: t('field.id'), cell: (each) => each.id },
        { label: t('field.name'), cell: (each) => each.name },
        { label: t('field.callerType'), cell: (each) => word('callerType', each.callerType ?? 'ordinary') },
        {
          label: t('act.change'),
          kind: 'act',
          cell: (each) => (session.may('CAMPAIGNS') ? html`<button class="button small" @click=${() => this.change(each)}>${t('act.change')}</button>` : nothing),
        },
      ],
    });
  }

  async change({ id }) {
    const { value, etag } = await api.read(`/principals/${encodeURIComponent(id)}`);
    this.ask(askPrincipal(value, () => this.loader.again(), etag));
  }
}
customElements.define('rv-campaigns', Campaigns);

const callerId = ({ number, callBack }) =>
  html`<span class="caller-id"><span class="number">${number}</span> ${callBack ? badge(t('campaigns.answered'), 'good') : badge(t('campaigns.unanswered'), 'warn')}</span>`;

const askPrincipal = (known, done, etag) => ({
  title: known.id ? t('campaigns.changePrincipal') : t('campaigns.newPrincipal'),
  fields: [
    { name: 'id', label: t('field.id'), value: known.id, required: true, readonly: Boolean(known.id), hint: t('hint.id') },
    { name: 'name', label: t('field.name'), value: known.name, required: true, hint: t('hint.principalName') },
    {
      name: 'callerType',
      label: t('field.callerType'),
      type: 'select',
      value: known.callerType ?? 'ordinary',
      options: ['ordinary', 'charity', 'charity-lottery', 'press'].map((each) => [each, word('callerType', each)]),
    },
  ],
  run: async ({ id, ...rest }) => {
    await api.put(`/principals/${encodeURIComponent(id)}`, rest, etag);
    done();
  },
});
