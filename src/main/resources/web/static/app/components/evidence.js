// All that is on record about a number, as a file that answers a complaint.
import { html, nothing } from '../lit.js';
import { address } from '../api.js';
import { t } from '../i18n.js';
import { session } from '../session.js';
import { icon } from './icons.js';

/** A button that downloads it, for those who may. */
export const evidenceButton = (number) =>
  session.may('REVEAL')
    ? html`<a class="button" href=${address(`/numbers/${encodeURIComponent(number)}/evidence`)} download title=${t('evidence.about')}
        >${icon('download')}${t('evidence.download')}</a
      >`
    : nothing;
