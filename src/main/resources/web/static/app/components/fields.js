// Form fields with their labels, hints and errors.
import { html, ifDefined, nothing } from '../lit.js';
import { Told } from '../api.js';
import { t } from '../i18n.js';

const describedBy = (id, hint, error) => [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;

/**
 * A field: {name, label, type, value, hint, required, options: [[value, text]],
 * suggestions: [value], maxLength, autocomplete}.
 *
 * @param error what is wrong with it, in our words or the server's
 */
export const field = (spec, error) => {
  const id = `field-${spec.name}`;
  if (spec.type === 'checkbox') return checkbox(spec, id, error);
  if (spec.type === 'checks') return checks(spec, id, error);
  return html`
    <div class="field ${error ? 'wrong' : ''} ${spec.wide ? 'wide' : ''}">
      <label for=${id}>${spec.label}${spec.required ? html`<span aria-hidden="true"> *</span>` : nothing}</label>
      ${control(spec, id, error)}
      ${below(spec, id, error)}
    </div>
  `;
};

const below = (spec, id, error) => html`
  ${spec.hint ? html`<p class="hint" id="${id}-hint">${spec.hint}</p>` : nothing}
  ${error ? html`<p class="error" id="${id}-error">${fault(error)}</p>` : nothing}
`;

const fault = (error) => (error instanceof Told ? html`${t('state.refused')} <span class="technical" lang="en">${error.text}</span>` : error);

/** A choice of what there is: [{id, name}]; what is chosen already can be chosen even if it is not known. */
export const choice = (spec, known = [], none = '') => {
  const others = spec.value && known.every(({ id }) => id !== spec.value) ? [[spec.value, spec.value]] : [];
  return field({ type: 'select', ...spec, options: [['', none], ...others, ...known.map(({ id, name }) => [id, name ? `${name} (${id})` : id])] });
};

const control = (spec, id, error) => {
  const described = ifDefined(describedBy(id, spec.hint, error));
  const invalid = error ? 'true' : 'false';
  if (spec.type === 'select') {
    return html`<select id=${id} name=${spec.name} ?required=${spec.required} aria-describedby=${described} aria-invalid=${invalid} @change=${spec.change}>
      ${spec.options.map(([value, text]) => html`<option value=${value} ?selected=${value === (spec.value ?? '')}>${text}</option>`)}
    </select>`;
  }
  if (spec.type === 'textarea') {
    return html`<textarea id=${id} name=${spec.name} rows="3" ?required=${spec.required} maxlength=${ifDefined(spec.maxLength)}
      aria-describedby=${described} aria-invalid=${invalid} .value=${spec.value ?? ''}></textarea>`;
  }
  return html`<input id=${id} name=${spec.name} type=${spec.type ?? 'text'} .value=${spec.value ?? ''} @input=${spec.input} ?required=${spec.required}
    ?readonly=${spec.readonly} maxlength=${ifDefined(spec.maxLength)} minlength=${ifDefined(spec.minLength)} min=${ifDefined(spec.min)} max=${ifDefined(spec.max)}
    autocomplete=${spec.autocomplete ?? 'off'} inputmode=${ifDefined(spec.inputMode)} spellcheck="false" list=${ifDefined(spec.suggestions && `${id}-list`)}
    aria-describedby=${described} aria-invalid=${invalid} />
    ${spec.suggestions ? html`<datalist id="${id}-list">${spec.suggestions.map((each) => html`<option value=${each}></option>`)}</datalist>` : nothing}`;
};

const checkbox = (spec, id, error) => html`
  <div class="field check ${spec.wide ? 'wide' : ''}">
    <input id=${id} name=${spec.name} type="checkbox" .checked=${spec.value ?? false} aria-describedby=${ifDefined(describedBy(id, spec.hint, error))} />
    <label for=${id}>${spec.label}</label>
    ${below(spec, id, error)}
  </div>
`;

const checks = (spec, id, error) => html`
  <fieldset class="field wide">
    <legend>${spec.label}</legend>
    <div class="checks">
      ${spec.options.map(
        ([value, text]) =>
          html`<label><input type="checkbox" name=${spec.name} value=${value} .checked=${(spec.value ?? []).includes(value)} data-many />${text}</label>`,
      )}
    </div>
    ${below(spec, id, error)}
  </fieldset>
`;

/** What was filled in, without what is empty: texts trimmed, boxes as true or false, groups of boxes as lists. */
export const values = (form) => {
  const found = {};
  for (const control of form.elements) {
    if (!control.name) continue;
    if (control.dataset.many !== undefined) {
      found[control.name] ??= [];
      if (control.checked) found[control.name].push(control.value);
    } else if (control.type === 'checkbox') {
      found[control.name] = control.checked;
    } else if (control.type === 'password') {
      found[control.name] = control.value;
    } else if (control.value?.trim()) {
      found[control.name] = control.value.trim();
    }
  }
  return found;
};
