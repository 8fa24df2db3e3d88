// Drawings of 24 by 24, in the colour of the text around them; none says anything that a word does not.
import { html, svg } from '../lit.js';

const PATHS = {
  now: ['M3 12h4l3-8 4 16 3-8h4'],
  history: ['M4 20V10', 'M10 20V4', 'M16 20v-7', 'M22 20H2'],
  number: ['M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A16 16 0 0 1 4 5a1 1 0 0 1 1-1z'],
  campaigns: ['M3 11v3h3l7 4V6L6 10H4', 'M17 9a4 4 0 0 1 0 6', 'M19.5 6.5a8 8 0 0 1 0 11'],
  registers: ['M4 6c0-4 16-4 16 0s-16 4-16 0z', 'M4 6v12c0 4 16 4 16 0V6', 'M4 12c0 4 16 4 16 0'],
  breaches: ['M12 3 2 20h20z', 'M12 10v4', 'M12 17v.5'],
  lists: ['M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z', 'm6 6 12 12'],
  users: ['M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8z', 'M2 21a7 7 0 0 1 14 0', 'M17 4a4 4 0 0 1 0 7', 'M19 14a7 7 0 0 1 3 7'],
  hooks: ['M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1', 'M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1'],
  audit: ['M6 3h9l4 4v14H6z', 'M9 12h7', 'M9 16h7', 'M9 8h3'],
  stop: ['M8 2h8l6 6v8l-6 6H8l-6-6V8z', 'M9 9h6v6H9z'],
  play: ['M7 4v16l13-8z'],
  eye: ['M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z', 'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z'],
  search: ['M10.5 18a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15z', 'm16 16 5 5'],
  close: ['m5 5 14 14', 'M19 5 5 19'],
  menu: ['M3 6h18', 'M3 12h18', 'M3 18h18'],
  upload: ['M12 16V4', 'm7 9 5-5 5 5', 'M4 16v4h16v-4'],
  download: ['M12 4v12', 'm7 11 5 5 5-5', 'M4 18v2h16v-2'],
  good: ['m4 12 5 5L20 6'],
  moon: ['M20 14A8.5 8.5 0 0 1 10 4a8.5 8.5 0 1 0 10 10z'],
  sun: ['M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z', 'M12 2v2', 'M12 20v2', 'M2 12h2', 'M20 12h2', 'm5 5 1.5 1.5', 'm17.5 17.5 1.5 1.5', 'm5 19 1.5-1.5', 'm17.5 6.5 1.5-1.5'],
  out: ['M10 4H4v16h6', 'M9 12h12', 'm16 7 5 5-5 5'],
  print: ['M7 8V3h10v5', 'M7 17H3V8h18v9h-4', 'M7 14h10v7H7z'],
  plus: ['M12 4v16', 'M4 12h16'],
};

/** A drawing, hidden from screen readers. */
export const icon = (name) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
  ${(PATHS[name] ?? []).map((path) => svg`<path d=${path}></path>`)}
</svg>`;
