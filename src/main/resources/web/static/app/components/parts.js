// Small parts that are the same on all pages.
import { html, nothing } from '../lit.js';
import { t, word } from '../i18n.js';
import { near, percent, share, whole } from '../format.js';
import { icon } from './icons.js';
import { reasons } from '../reasons.js';

/** The head of a page: its title, and what can be done on it. */
export const head = (title, actions = nothing, lead = nothing) => html`
  <header class="page-head">
    <div>
      <h1 tabindex="-1">${title}</h1>
      ${lead === nothing ? nothing : html`<p class="lead">${lead}</p>`}
    </div>
    <div class="actions">${actions}</div>
  </header>
`;

/** A block of a page under a heading. */
export const panel = (title, content, actions = nothing, kind = '') => html`
  <section class="panel ${kind}">
    <header><h2>${title}</h2>${actions === nothing ? nothing : html`<div class="actions">${actions}</div>`}</header>
    ${content}
  </section>
`;

/** Pages that belong together. */
export const tabs = (label, links, current) => html`
  <nav class="tabs" aria-label=${label}>
    ${links.map(([page, text]) => html`<a href="#/${page}" aria-current=${page === current ? 'page' : 'false'}>${text}</a>`)}
  </nav>
`;

export const empty = (text, hint = '') => html`
  <div class="empty">${icon('good')}<p>${text}</p>${hint ? html`<p class="quiet">${hint}</p>` : nothing}</div>
`;

export const loading = (lines = 4) => html`
  <div class="skeleton" role="status" aria-label=${t('state.loading')}>${Array.from({ length: lines }, () => html`<span></span>`)}</div>
`;

/** Problems whose line says more than their kind does; it is the server's, and English. */
const TELLING = ['malformed', 'forbidden', 'not-found', 'conflict', 'too-large', 'unsupported', 'unprocessable', 'fault', 'unavailable'];

/** What went wrong: in words, and the server's own line where that helps. */
export const problemText = (refused) => {
  const kind = refused.kind ?? 'fault';
  const title = word('problem', kind);
  return { title: title === kind ? t('problem.fault') : title, detail: TELLING.includes(kind) ? refused.message : '' };
};

export const problem = (refused, again) => {
  const { title, detail } = problemText(refused);
  const wait = refused.retryAfter ? t('problem.retryAfter', { n: refused.retryAfter }) : '';
  return html`
    <div class="notice bad" role="alert">
      ${icon('breaches')}
      <div><strong>${title}</strong>${detail ? html`<p class="technical" lang="en">${detail}</p>` : nothing}${wait ? html`<p>${wait}</p>` : nothing}</div>
      ${again ? html`<button class="button" @click=${again}>${t('act.again')}</button>` : nothing}
    </div>
  `;
};

/** Something that all should know, which is no fault. */
export const notice = (text, kind = '') => html`<div class="notice ${kind}">${text}</div>`;

/** A state in a word, with a colour. */
export const badge = (text, kind = '') => html`<span class="badge ${kind}">${text}</span>`;

/** A reason for a denial. */
export const reason = (code) =>
  code ? html`<span class="reason ${reasons.group(code)}" title=${reasons.text(code)}>${reasons.name(code)}</span>` : nothing;

/** Under the number of allowed dials: their share, and how many of them a rehearsal let out. */
export const allowedHint = ({ allowed, dials, rehearsed }) =>
  `${percent(share(allowed, dials))}${rehearsed > 0 ? ` · ${t('now.ofWhich', { n: whole(rehearsed) })}` : ''}`;

/** Facts as names and values; those without a value are left out. */
export const facts = (pairs) => html`
  <dl class="facts">
    ${pairs
      .filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== nothing)
      .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>
`;

/** A time near now, in words. */
export const nearby = (at) => near(at, new Date(), { tomorrow: t('time.tomorrow'), yesterday: t('time.yesterday') });

export const time = (at) => (at ? html`<time datetime=${at}>${nearby(at)}</time>` : '–');

/** A part of a whole as a bar; the figure stands beside it. */
export const bar = (share, kind = '') =>
  html`<span class="bar ${kind}" aria-hidden="true"><span .style=${`inline-size:${Math.round((share || 0) * 1000) / 10}%`}></span></span>`;
