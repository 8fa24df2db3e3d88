// Putting numbers on block lists and asking for their removal.
import { html } from '../lit.js';
import { api } from '../api.js';
import { t } from '../i18n.js';
import { reasonField } from './ask.js';

const LISTS = ['centre', 'principal', 'deceased'];

/** @param known {number}: what is not asked for any more */
export const askBlock = (known = {}, done = () => {}) => ({
  title: t('block.title'),
  text: known.number ? t('block.text', { number: known.number }) : undefined,
  fields: [
    ...(known.number
      ? []
      : [
          { name: 'number', label: t('field.number'), hint: t('block.numberHint'), inputMode: 'tel' },
          { name: 'prefix', label: t('field.prefix'), hint: t('block.prefixHint'), inputMode: 'tel' },
        ]),
    { name: 'list', label: t('field.list'), type: 'select', value: 'centre', options: LISTS.map((list) => [list, t(`list.${list}`)]) },
    { name: 'principal', label: t('field.principal'), hint: t('block.principalHint') },
    { name: 'expires', label: t('block.expires'), type: 'date', hint: t('block.expiresHint') },
    reasonField(),
  ],
  confirm: t('block.confirm'),
  run: async (typed) => {
    await api.post('/blocks', { ...known, ...typed });
    done();
  },
});

/** A second person approves what this asks for. */
export const askRemoval = (entry, number, done = () => {}) => ({
  title: t('removal.title'),
  text: t('removal.text', { number }),
  fields: [reasonField()],
  confirm: t('removal.confirm'),
  danger: true,
  run: async ({ reason }) => {
    const { id, ...block } = entry;
    // What is shown is masked; the server is told the whole number, and that it was looked at is recorded.
    const whole = block.number && id ? (await api.post('/reveals', { kind: 'entry', id })).number : block.number;
    const answer = await api.post('/blocks/remove', { ...block, number: whole, reason });
    done();
    return answer?.request ? html`<p>${t('removal.requested')}</p>` : undefined;
  },
});
