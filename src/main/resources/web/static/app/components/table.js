// Tables. On a narrow screen their rows become cards; the roles keep them tables for screen readers.
import { html, nothing } from '../lit.js';
import { t } from '../i18n.js';
import { empty } from './parts.js';

/**
 * A table.
 *
 * @param columns [{label, cell(row), kind}], kind: num, wide, act
 * @param none what is said when there are no rows
 */
export const table = ({ caption, columns, rows, none, rowClass = () => '' }) =>
  rows.length === 0
    ? empty(none ?? t('state.nothing'))
    : html`
        <table class="table" role="table">
          <caption class="hidden">${caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              ${columns.map(
                ({ label, kind = '' }) =>
                  html`<th scope="col" role="columnheader" class=${kind}>${kind === 'act' ? html`<span class="hidden">${label}</span>` : label}</th>`,
              )}
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${rows.map((row) => html`<tr role="row" class=${rowClass(row)}>${columns.map((column) => cell(column, row))}</tr>`)}
          </tbody>
        </table>
      `;

const cell = ({ label, cell: content, kind = '' }, row) =>
  html`<td role="cell" class=${kind} data-label=${kind === 'act' ? '' : label}>${content(row) ?? nothing}</td>`;
