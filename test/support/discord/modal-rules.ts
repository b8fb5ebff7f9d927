import { checkCustomId, checkSelect, componentTypes } from './component-rules.ts';
import { asObject, type FormErrors, type FormPath, type Json } from './form-errors.ts';

/**
 * A modal as documented: a title of at most 45 characters and 1 to 5 components on its top level, each a Label around
 * one input, a text, or (deprecated) an action row with one text input.
 */
export function checkModal(errors: FormErrors, path: FormPath, modal: Json): void {
  const seen = new Set<unknown>();
  errors.text([...path, 'title'], modal['title'], 1, 45);
  errors.text([...path, 'custom_id'], modal['custom_id'], 1, 100);
  for (const [at, entry] of errors.list([...path, 'components'], modal['components'], 1, 5).entries()) {
    const component = asObject(entry);
    const here = [...path, 'components', at];
    switch (component['type']) {
      case componentTypes.label:
        errors.text([...here, 'label'], component['label'], 1, 45);
        errors.text([...here, 'description'], component['description'], 0, 100);
        checkInput(errors, [...here, 'component'], asObject(component['component']), seen);
        break;
      case componentTypes.row: {
        const inner = errors.list([...here, 'components'], component['components'], 1, 1);
        const input = asObject(inner[0]);
        errors.oneOf([...here, 'components', 0, 'type'], input['type'], [componentTypes.textInput]);
        errors.text([...here, 'components', 0, 'label'], input['label'], 1, 45);
        checkInput(errors, [...here, 'components', 0], input, seen);
        break;
      }
      case componentTypes.text:
        errors.text([...here, 'content'], component['content'], 1, 4000);
        break;
      default:
        errors.oneOf([...here, 'type'], component['type'], [
          componentTypes.row,
          componentTypes.text,
          componentTypes.label,
        ]);
    }
  }
}

function checkInput(errors: FormErrors, path: FormPath, input: Json, seen: Set<unknown>): void {
  if (input['disabled'] === true)
    errors.add([...path, 'disabled'], 'MODAL_COMPONENT_DISABLED', 'Components in modals cannot be disabled');
  switch (input['type']) {
    case componentTypes.textInput:
      checkCustomId(errors, path, input['custom_id'], seen);
      errors.oneOf([...path, 'style'], input['style'], [1, 2]);
      errors.text([...path, 'value'], input['value'], 0, Number(input['max_length'] ?? 4000));
      errors.text([...path, 'placeholder'], input['placeholder'], 0, 100);
      return;
    case componentTypes.fileUpload:
      checkCustomId(errors, path, input['custom_id'], seen);
      for (const name of ['min_values', 'max_values']) {
        const value = Number(input[name] ?? 1);
        if (value < (name === 'min_values' ? 0 : 1) || value > 10) {
          errors.add([...path, name], 'NUMBER_TYPE_MAX', 'int value should be less than or equal to 10.');
        }
      }
      return;
    case componentTypes.radioGroup:
      checkCustomId(errors, path, input['custom_id'], seen);
      errors.list([...path, 'options'], input['options'], 2, 10);
      return;
    case componentTypes.checkboxGroup:
      checkCustomId(errors, path, input['custom_id'], seen);
      errors.list([...path, 'options'], input['options'], 1, 10);
      return;
    case componentTypes.checkbox:
      return checkCustomId(errors, path, input['custom_id'], seen);
    case componentTypes.stringSelect:
    case 5:
    case 6:
    case 7:
    case 8:
      return checkSelect(errors, path, input, seen);
    default:
      errors.oneOf([...path, 'type'], input['type'], [3, 4, 5, 6, 7, 8, 19, 21, 22, 23]);
  }
}
