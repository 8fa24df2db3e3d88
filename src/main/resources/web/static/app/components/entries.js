// What the lists hold of numbers: put there, ended, and taken away.
import { html, nothing } from '../lit.js';
import { api } from '../api.js';
import { t } from '../i18n.js';
import { isoDay } from '../format.js';
import { session } from '../session.js';
import { reasonField } from './ask.js';
import { isMasked } from './masked.js';

const LISTS = ['centre', 'principal', 'deceased'];
const SUBSCRIPTIONS = ['consumer', 'sole-trader', 'company'];

const numberField = (known, more = {}) => (known.number ? [] : [{ name: 'number', label: t('field.number'), inputMode: 'tel', required: true, ...more }]);
const whyField = () => ({ ...reasonField(), required: false });
const textOf = (known, key) => (known.number ? t(key, { number: known.number }) : undefined);

const principalField = (principals = [], more = {}) => ({
  name: 'principal',
  label: t('field.principal'),
  type: 'select',
  required: true,
  options: [['', ''], ...principals.map(({ id, name }) => [id, `${name} (${id})`])],
  ...more,
});

/** Puts something on a list, and tells that it is there. */
const adding = (path, known, done) => async (typed) => {
  await api.post(path, { ...known, ...typed });
  done();
};

/** @param known {number}: what is not asked for any more */
const askBlock = (known, principals, done) => ({
  title: t('block.title'),
  text: textOf(known, 'block.text'),
  fields: [
    ...numberField(known, { hint: t('block.numberHint'), required: false }),
    ...(known.number ? [] : [{ name: 'prefix', label: t('field.prefix'), hint: t('block.prefixHint'), inputMode: 'tel' }]),
    { name: 'list', label: t('field.list'), type: 'select', value: 'centre', options: LISTS.map((list) => [list, t(`list.${list}`)]) },
    principalField(principals, { required: false, hint: t('block.principalHint') }),
    { name: 'expires', label: t('block.expires'), type: 'date', hint: t('block.expiresHint') },
    reasonField(),
  ],
  confirm: t('block.confirm'),
  run: adding('/blocks', known, done),
});

const askConsent = (known, principals, done) => ({
  title: t('consent.title'),
  text: textOf(known, 'consent.text'),
  fields: [
    ...numberField(known),
    principalField(principals),
    { name: 'given', label: t('consent.given'), type: 'date', max: isoDay(Date.now()), hint: t('consent.givenHint') },
    { name: 'proof', label: t('lists.proof'), hint: t('consent.proofHint'), required: true, maxLength: 500 },
    whyField(),
  ],
  confirm: t('consent.confirm'),
  run: adding('/consents', known, done),
});

const askCustomer = (known, principals, done) => ({
  title: t('customer.title'),
  text: textOf(known, 'customer.text'),
  fields: [
    ...numberField(known),
    principalField(principals),
    { name: 'since', label: t('customer.since'), type: 'date', required: true },
    { name: 'ended', label: t('customer.ended'), type: 'date', hint: t('customer.endedHint') },
    { name: 'goods', label: t('field.goods'), hint: t('customer.goodsHint'), maxLength: 500 },
    whyField(),
  ],
  confirm: t('customer.confirm'),
  run: adding('/customers', known, done),
});

const askSubscription = (known, _, done) => ({
  title: t('subscriber.title'),
  text: t('subscriber.text'),
  fields: [
    ...numberField(known),
    { name: 'kind', label: t('field.kind'), type: 'select', value: 'consumer', options: SUBSCRIPTIONS.map((kind) => [kind, t(`subscription.${kind}`)]) },
    whyField(),
  ],
  confirm: t('subscriber.confirm'),
  run: adding('/subscriptions', known, done),
});

const ASKS = { blocks: askBlock, consents: askConsent, customers: askCustomer, subscriptions: askSubscription };
const ADDS = { blocks: 'block.add', consents: 'consent.add', customers: 'customer.add', subscriptions: 'subscriber.add' };

/** The words of the button that adds to a list. */
export const addWords = (kind) => t(ADDS[kind]);

/**
 * Adds to a list.
 *
 * @param kind blocks, consents, customers or subscriptions
 * @param known {number}: what is not asked for any more
 * @param principals those there are: [{id, name}]
 */
export const askAdd = (kind, known, principals, done) => ASKS[kind](known, principals, done);

/** The number of an entry. Where it is shown masked the server is asked, which records that. */
const whole = async ({ number, id }) => (number && isMasked(number) ? (await api.post('/reveals', { kind: 'entry', id })).number : number);

/** A second person approves what this asks for. */
const askRemoval = (entry, done) => ({
  title: t('removal.title'),
  text: t('removal.text', { number: entry.number ?? entry.prefix }),
  fields: [reasonField()],
  confirm: t('removal.confirm'),
  danger: true,
  run: async ({ reason }) => {
    const { prefix, list, principal } = entry;
    const answer = await api.post('/blocks/remove', { number: await whole(entry), prefix, list, principal, reason });
    done();
    return answer?.request ? html`<p>${t('removal.requested')}</p>` : undefined;
  },
});

const askWithdrawal = (entry, done) => ({
  title: t('consent.withdrawTitle'),
  text: t('consent.withdrawText', entry),
  fields: [whyField()],
  confirm: t('consent.withdraw'),
  danger: true,
  run: async (typed) => {
    await api.post('/consents/withdraw', { number: await whole(entry), principal: entry.principal, ...typed });
    done();
  },
});

const askEnd = (entry, done) => ({
  title: t('customer.endTitle'),
  text: t('customer.endText', entry),
  fields: [{ name: 'on', label: t('customer.on'), type: 'date', value: isoDay(Date.now()), required: true }, whyField()],
  confirm: t('customer.end'),
  danger: true,
  run: async (typed) => {
    await api.post('/customers/end', { number: await whole(entry), principal: entry.principal, ...typed });
    done();
  },
});

const ENDS = {
  blocks: { words: 'removal.ask', ask: askRemoval, over: 'expires' },
  consents: { words: 'consent.withdraw', ask: askWithdrawal, over: 'withdrawn' },
  customers: { words: 'customer.end', ask: askEnd, over: 'ended' },
};

/** The button that ends an entry which stands, for whoever may. A subscription is replaced, not ended. */
export const endButton = (host, entry, done) => {
  const end = ENDS[entry.on];
  if (!end || !session.may('LISTS') || (entry[end.over] && Date.parse(entry[end.over]) <= Date.now())) return nothing;
  return html`<button class="button small" @click=${() => host.set({ question: end.ask(entry, done) })}>${t(end.words)}</button>`;
};
