import { componentsOf } from './component-tree.ts';
import { asObject, asText, type FormErrors, type FormPath, type Json } from './form-errors.ts';

export const componentTypes = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

const selectTypes = [3, 5, 6, 7, 8];
const innerV2 = [1, 9, 10, 12, 13, 14];

/**
 * A message's components as documented. Classic: at most 5 action rows, each with up to 5 buttons or one select. With
 * IS_COMPONENTS_V2: at most 40 components in all, nested ones included, and 4,000 characters of text.
 */
export function checkComponents(
  errors: FormErrors,
  path: FormPath,
  components: readonly unknown[],
  isV2: boolean,
): void {
  if (!isV2 && components.length > 5) errors.add(path, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  const all = componentsOf(components);
  if (isV2 && all.length > 40) {
    errors.add(path, 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', 'The maximum number of total components is 40');
  }
  const textLength = all.reduce((sum, { type, content }) => sum + (type === 10 ? asText(content).length : 0), 0);
  if (textLength > 4000) {
    errors.add(path, 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', 'The total displayable text size exceeds 4000');
  }
  const seen = new Set<unknown>();
  for (const [at, component] of components.entries()) {
    checkOne(
      errors,
      [...path, at],
      asObject(component),
      isV2 ? [...innerV2, componentTypes.container] : [componentTypes.row],
      seen,
    );
  }
}

function checkOne(
  errors: FormErrors,
  path: FormPath,
  component: Json,
  allowed: readonly number[],
  seen: Set<unknown>,
): void {
  const { type } = component;
  errors.oneOf([...path, 'type'], type, allowed);
  const children = (min: number, max: number, kinds: readonly number[]) => {
    const inner = errors.list([...path, 'components'], component['components'], min, max);
    for (const [at, child] of inner.entries())
      checkOne(errors, [...path, 'components', at], asObject(child), kinds, seen);
  };
  switch (type) {
    case componentTypes.row:
      return checkRow(errors, path, component, seen);
    case componentTypes.button:
      return checkButton(errors, path, component, seen);
    case componentTypes.section:
      children(1, 3, [componentTypes.text]);
      return checkOne(errors, [...path, 'accessory'], asObject(component['accessory']), [2, 11], seen);
    case componentTypes.text:
      return errors.text([...path, 'content'], component['content'], 1, 4000);
    case componentTypes.thumbnail:
      return checkMedia(errors, path, component);
    case componentTypes.gallery:
      for (const [at, item] of errors.list([...path, 'items'], component['items'], 1, 10).entries()) {
        checkMedia(errors, [...path, 'items', at], asObject(item));
      }
      return;
    case componentTypes.file: {
      const { url } = asObject(component['file']);
      if (!String(url).startsWith('attachment://')) {
        errors.add(
          [...path, 'file', 'url'],
          'UNFURLED_MEDIA_ITEM_SCHEME_INVALID',
          'Only attachment:// is supported here',
        );
      }
      return;
    }
    case componentTypes.separator:
      return errors.oneOf([...path, 'spacing'], component['spacing'] ?? 1, [1, 2]);
    case componentTypes.container:
      return children(1, 40, innerV2);
    default:
  }
}

function checkRow(errors: FormErrors, path: FormPath, row: Json, seen: Set<unknown>): void {
  const children = errors.list([...path, 'components'], row['components'], 1, 5).map(asObject);
  const hasSelect = children.some(({ type }) => selectTypes.includes(Number(type)));
  if (hasSelect && children.length > 1) {
    errors.add(
      [...path, 'components'],
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      'The specified component exceeds the maximum width',
    );
  }
  for (const [at, child] of children.entries()) {
    const childPath = [...path, 'components', at];
    if (child['type'] === componentTypes.button) checkButton(errors, childPath, child, seen);
    else if (selectTypes.includes(Number(child['type']))) checkSelect(errors, childPath, child, seen);
    else errors.oneOf([...childPath, 'type'], child['type'], [componentTypes.button, ...selectTypes]);
  }
}

/** 1 to 100 characters, unique within its message or modal. */
export function checkCustomId(errors: FormErrors, path: FormPath, value: unknown, seen: Set<unknown>): void {
  errors.text([...path, 'custom_id'], value, 1, 100);
  if (value !== undefined && seen.has(value)) {
    errors.add([...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
  }
  seen.add(value);
}

function checkButton(errors: FormErrors, path: FormPath, button: Json, seen: Set<unknown>): void {
  errors.oneOf([...path, 'style'], button['style'], [1, 2, 3, 4, 5, 6]);
  if (button['label'] === undefined && button['emoji'] === undefined) {
    errors.add(path, 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A button must have a label or an emoji');
  }
  errors.text([...path, 'label'], button['label'], 0, 80);
  if (button['style'] !== 5) return checkCustomId(errors, path, button['custom_id'], seen);
  errors.text([...path, 'url'], button['url'], 1, 512);
  if (button['custom_id'] !== undefined) {
    errors.add(path, 'BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE', 'A custom id and url cannot both be specified');
  }
}

/** A string select, in a message or a modal: 1 to 25 options of at most 100 characters each. */
export function checkSelect(errors: FormErrors, path: FormPath, select: Json, seen: Set<unknown>): void {
  checkCustomId(errors, path, select['custom_id'], seen);
  errors.text([...path, 'placeholder'], select['placeholder'], 0, 150);
  if (select['type'] !== componentTypes.stringSelect) return;
  const options = errors.list([...path, 'options'], select['options'], 1, 25).map(asObject);
  const values = new Set<unknown>();
  for (const [at, { label, value, description }] of options.entries()) {
    const optionPath = [...path, 'options', at];
    errors.text([...optionPath, 'label'], label, 1, 100);
    errors.text([...optionPath, 'value'], value, 1, 100);
    errors.text([...optionPath, 'description'], description, 0, 100);
    if (values.has(value)) {
      errors.add(
        [...optionPath, 'value'],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      );
    }
    values.add(value);
  }
}

function checkMedia(errors: FormErrors, path: FormPath, item: Json): void {
  errors.text([...path, 'media', 'url'], asObject(item['media'])['url'], 1, 2048);
  errors.text([...path, 'description'], item['description'], 0, 1024);
}

/** Files that V2 components speak of as `attachment://name` must be in the message. */
export function checkFileReferences(
  errors: FormErrors,
  path: FormPath,
  components: readonly unknown[],
  names: readonly string[],
): void {
  const urls = componentsOf(components).flatMap((component) => [
    asObject(component['file'])['url'],
    asObject(component['media'])['url'],
    ...((component['items'] ?? []) as Json[]).map((item) => asObject(item['media'])['url']),
  ]);
  for (const url of urls) {
    const name = /^attachment:\/\/(.+)$/.exec(String(url))?.[1];
    if (name !== undefined && !names.includes(name)) {
      errors.add(
        path,
        'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
        `The referenced attachment ${name} was not found`,
      );
    }
  }
}
