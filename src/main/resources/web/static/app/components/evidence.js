// All that is on record about a number, as a file that answers a complaint.
import { html, nothing } from '../lit.js';
import { save } from '../api.js';
import { t } from '../i18n.js';
import { session } from '../session.js';
import { icon } from './icons.js';

/** A button that downloads it, for those who may; what went wrong is the page's `unsaved`. */
export const evidenceButton = (page, number) =>
  session.may('REVEAL')
    ? html`<button class="button" title=${t('evidence.about')} @click=${() => download(page, number)}>${icon('download')}${t('evidence.download')}</button>`
    : nothing;

const download = async (page, number) => {
  page.set({ unsaved: undefined });
  try {
    await save('/numbers/evidence', { number }, 'evidence.zip');
  } catch (e) {
    page.set({ unsaved: e });
  }
};
