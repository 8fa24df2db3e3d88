// One campaign: made, changed, closed.
import { Element, html, nothing } from '../lit.js';
import { api, fieldErrors, items, Refused } from '../api.js';
import { t, word } from '../i18n.js';
import { isoDay } from '../format.js';
import { go } from '../router.js';
import { session } from '../session.js';
import { asking } from '../components/ask.js';
import { field, values } from '../components/fields.js';
import { icon } from '../components/icons.js';
import { Loader } from '../components/loader.js';
import { head, nearby, notice, panel, problem } from '../components/parts.js';
import { askResume, askStop } from '../components/stops.js';
import { stateBadge } from './campaigns.js';

const PURPOSES = ['sales', 'marketing', 'fundraising', 'research', 'public-information', 'politics', 'religion', 'public-interest'];
const FIELDS = ['id', 'principal', 'purpose', 'offer', 'goods', 'firstDay', 'lastDay', 'addressSource', 'callPurpose', 'aboutBusiness', 'foreignNumbers', 'mode'];
const MODES = ['usual', 'enforce', 'rehearse'];

class Campaign extends Element {
  constructor() {
    super();
    this.loader = new Loader(this, async (signal) => this.read(signal));
  }

  connectedCallback() {
    super.connectedCallback();
    this.loader.run();
  }

  get isNew() {
    return this.rest[0] === 'new';
  }

  async read(signal) {
    const principals = items(await api.get('/principals', {}, signal));
    if (this.isNew) {
      this.callerIds = [{ number: '', callBack: true }];
      return { campaign: { firstDay: isoDay(Date.now()), purpose: 'sales' }, principals };
    }
    const { value, etag } = await api.read(`/campaigns/${encodeURIComponent(this.rest[0])}`);
    this.callerIds = value.callerIds ?? [];
    return { campaign: value, etag, principals };
  }

  render() {
    return html`
      ${head(this.isNew ? t('campaigns.new') : this.rest[0], this.loader.value && !this.isNew ? this.actions(this.loader.value.campaign) : nothing)}
      ${this.loader.show((found) => this.form(found), 8)} ${asking(this)}
    `;
  }

  actions(campaign) {
    const again = () => this.loader.again();
    const stopped = campaign.stop || campaign.state === 'stopped';
    return html`
      ${session.may('STOP') && campaign.state !== 'over'
        ? html`<button class="button ${stopped ? '' : 'danger'}" @click=${() => this.set({ question: stopped ? askResume(campaign.id, again) : askStop(campaign.id, again) })}>
            ${icon(stopped ? 'play' : 'stop')}${t(stopped ? 'stop.resume' : 'stop.one')}
          </button>`
        : nothing}
      ${session.may('CAMPAIGNS') && campaign.state !== 'over'
        ? html`<button class="button" @click=${() => this.set({ question: this.askClose(campaign) })}>${t('campaigns.close')}</button>`
        : nothing}
    `;
  }

  askClose({ id }) {
    return {
      title: t('campaigns.closeTitle', { id }),
      text: t('campaigns.closeText'),
      fields: [{ name: 'when', label: t('field.when'), type: 'select', value: 'tonight', options: [['tonight', t('campaigns.closeTonight')], ['now', t('campaigns.closeNow')]] }],
      confirm: t('campaigns.close'),
      danger: true,
      run: async ({ when }) => {
        await api.post(`/campaigns/${encodeURIComponent(id)}/close`, { when });
        this.loader.again();
      },
    };
  }

  form({ campaign, principals }) {
    const readOnly = !session.may('CAMPAIGNS');
    const errors = fieldErrors(this.refused, FIELDS);
    const text = (name, more = {}) => field({ name, label: t(`field.${name}`), value: campaign[name], readonly: readOnly, ...more }, errors[name]);
    return html`
      ${campaign.state ? html`<p>${stateBadge(campaign)} ${campaign.stop ? html`${campaign.stop.reason} – ${campaign.stop.who} ${nearby(campaign.stop.since)}` : nothing}</p>` : nothing}
      ${this.saved ? notice(t('campaigns.saved'), 'good') : nothing} ${this.refusal(errors)}
      <form class="big-form" novalidate @submit=${(event) => this.save(event)}>
        ${panel(
          t('campaigns.what'),
          html`<div class="grid-form">
            ${text('id', { required: true, readonly: readOnly || !this.isNew, hint: t('hint.id') })}
            ${text('principal', { type: 'select', required: true, options: [['', ''], ...principals.map(({ id, name }) => [id, `${name} (${id})`])] })}
            ${text('purpose', { type: 'select', options: PURPOSES.map((each) => [each, word('purpose', each)]), hint: t('hint.purpose') })}
            ${text('firstDay', { type: 'date', required: true })} ${text('lastDay', { type: 'date', required: true, hint: t('hint.lastDay') })}
            ${text('offer', { hint: t('hint.offer') })} ${text('goods', { hint: t('hint.goods') })}
            ${text('mode', { type: 'select', value: campaign.mode ?? 'usual', options: MODES.map((each) => [each, word('mode', each)]), hint: t('hint.mode') })}
          </div>`,
        )}
        ${panel(t('campaigns.callerIds'), this.callerIdFields(readOnly, errors))}
        ${panel(
          t('campaigns.script'),
          html`<div class="grid-form">
            ${text('addressSource', { hint: t('hint.addressSource') })} ${text('callPurpose', { hint: t('hint.callPurpose') })}
            ${text('aboutBusiness', { type: 'checkbox', hint: t('hint.aboutBusiness') })} ${text('foreignNumbers', { type: 'checkbox', hint: t('hint.foreignNumbers') })}
          </div>`,
        )}
        ${readOnly ? nothing : html`<footer class="form-end"><a class="button" href="#/campaigns">${t('act.cancel')}</a><button class="button primary" ?disabled=${this.busy}>${t('act.save')}</button></footer>`}
      </form>
    `;
  }

  refusal(errors) {
    if (!this.refused) return nothing;
    if (this.refused.status === 412) {
      return notice(
        html`<div><strong>${t('campaigns.changedMeanwhile')}</strong><p>${t('campaigns.changedMeanwhileText')}</p></div>
          <button class="button" @click=${() => this.readAnew()}>${t('campaigns.readAnew')}</button>`,
        'warn',
      );
    }
    const shown = Object.keys(errors).some((key) => FIELDS.includes(key) || /^\/callerIds\/\d+\/\w+$/.test(key));
    return shown ? html`<p class="notice bad" role="alert">${t('state.fieldsWrong')}</p>` : problem(this.refused);
  }

  readAnew() {
    this.set({ refused: undefined });
    this.loader.state = 'loading';
    this.loader.again();
  }

  callerIdFields(readOnly, errors) {
    return html`
      <p class="hint">${t('campaigns.callerIdsHint')}</p>
      ${this.callerIds.map((each, index) => this.callerId(each, index, readOnly, errors))}
      ${readOnly ? nothing : html`<button type="button" class="button small" @click=${() => this.set({ callerIds: [...this.callerIds, { number: '', callBack: true }] })}>${icon('plus')}${t('campaigns.addCallerId')}</button>`}
    `;
  }

  callerId(each, index, readOnly, errors) {
    const text = (key, more) =>
      field(
        { name: `callerId-${index}-${key}`, label: t(`field.${key}`), value: each[key], readonly: readOnly, input: (event) => { each[key] = event.target.value.trim() || undefined; }, ...more },
        errors[`/callerIds/${index}/${key}`],
      );
    return html`<fieldset class="caller-row">
      <legend>${t('campaigns.callerId', { n: index + 1 })}</legend>
      ${text('number', { inputMode: 'tel' })} ${text('play', { hint: t('hint.play'), maxLength: 100 })} ${text('route', { hint: t('hint.route'), maxLength: 64 })}
      <label class="check-label"><input type="checkbox" ?disabled=${readOnly} .checked=${each.callBack} @change=${(event) => { each.callBack = event.target.checked; }} />${t('campaigns.answeredLabel')}</label>
      ${readOnly ? nothing : html`<button type="button" class="icon-button" aria-label=${t('campaigns.removeCallerId', { number: each.number })} @click=${() => this.set({ callerIds: this.callerIds.filter((_, other) => other !== index) })}>${icon('close')}</button>`}
    </fieldset>`;
  }

  async save(event) {
    event.preventDefault();
    const form = event.currentTarget;
    if (!form.reportValidity()) return;
    const typed = values(form);
    const { id } = typed;
    const told = Object.fromEntries(FIELDS.filter((name) => name !== 'id' && name in typed).map((name) => [name, typed[name]]));
    this.callerIds = this.callerIds.filter(({ number }) => number);
    const campaign = { ...told, callerIds: this.callerIds };
    this.set({ busy: true, refused: undefined, saved: false });
    try {
      await api.put(`/campaigns/${encodeURIComponent(id)}`, campaign, this.loader.value.etag);
      if (this.isNew) {
        go('campaign', [id]);
        return;
      }
      await this.loader.again();
      this.set({ saved: true });
    } catch (e) {
      if (!(e instanceof Refused)) console.error(e);
      this.set({ refused: e });
    } finally {
      this.set({ busy: false });
    }
  }
}
customElements.define('rv-campaign', Campaign);
