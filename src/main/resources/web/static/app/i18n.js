// Words in the language chosen. Swedish is the first language; a key that a dictionary lacks is a fault
// that a test finds.
import sv from './i18n/sv.js';
import en from './i18n/en.js';

const DICTIONARIES = { sv, en };
const LOCALES = { sv: 'sv-SE', en: 'en-GB' };
const KEPT_AS = 'ringvakt.language';

class Language extends EventTarget {
  constructor() {
    super();
    this.kept = localStorage.getItem(KEPT_AS);
    this.choose(this.kept ?? 'sv');
  }

  get locale() {
    return LOCALES[this.code];
  }

  choose(code) {
    this.code = code in DICTIONARIES ? code : 'sv';
    document.documentElement.lang = this.code;
    this.dispatchEvent(new Event('change'));
  }

  keep(code) {
    this.kept = code;
    localStorage.setItem(KEPT_AS, code);
    this.choose(code);
  }

  /** The centre's usual language, for a browser that has chosen none. */
  usual(code) {
    if (!this.kept) {
      this.choose(code);
    }
  }
}

export const language = new Language();

/** Puts values in the places of a text: `{name}`. */
export const fill = (text, values = {}) =>
  text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));

/** The text of a key. */
export const t = (key, values) => fill(DICTIONARIES[language.code][key] ?? key, values);

/** Whether there are words for a key. */
export const has = (key) => key in DICTIONARIES[language.code];

const wordKey = (group, code) => `${group}.${String(code).toLowerCase().replaceAll('_', '-')}`;

/** The words of a code, however the server writes it; it may have more of them than we have words for. */
export const word = (group, code, values) => (has(wordKey(group, code)) ? t(wordKey(group, code), values) : code);

/** The text of a key for a count: `key.one` or `key.other`. */
export const count = (key, n, shown = n) =>
  t(`${key}.${new Intl.PluralRules(language.locale).select(n) === 'one' ? 'one' : 'other'}`, { n: shown });
