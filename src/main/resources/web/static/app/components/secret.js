// A secret that is told once.
import { html } from '../lit.js';
import { t } from '../i18n.js';

export const secret = (text, value) => html`
  <p>${text}</p>
  <p class="secret"><code>${value}</code></p>
  <button type="button" class="button small" @click=${() => navigator.clipboard?.writeText(value)}>${t('act.copy')}</button>
`;
