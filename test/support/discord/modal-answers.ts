import type { FakeModal, ModalField } from './fake-modal.ts';
import { asObject, asText, type Json } from './form-errors.ts';
import { type PickedFile, suitsFileTypes, upload } from './person-files.ts';
import type { World } from './world.ts';

export type ModalAnswer = string | boolean | readonly string[] | readonly PickedFile[];
export type ModalAnswers = Readonly<Record<string, ModalAnswer>>;

/** The data of a modal submit: what was filled in, and the prefill where nothing was. Throws what the client would not send. */
export function modalData(world: World, modal: FakeModal, answers: ModalAnswers): Json {
  const { fields } = modal;
  for (const name of Object.keys(answers)) {
    if (!fields.some(({ customId }) => customId === name)) throw new Error(`The modal has no field ${name}.`);
  }
  const attachments: Record<string, Json> = {};
  let count = 0;
  const id = () => (count += 1);
  const filled = (input: Json): Json => {
    const field = fields.find(({ customId }) => customId === input['custom_id']);
    if (!field) throw new Error(`The modal has no field ${String(input['custom_id'])}.`);
    return {
      type: field.type,
      id: id(),
      custom_id: field.customId,
      ...answerOf(world, input, field, answers[field.customId], attachments),
    };
  };
  const components = modal.components.map((top) => {
    if (top['type'] === 10) return { type: 10, id: id() };
    if (top['type'] === 18) return { type: 18, id: id(), component: filled(asObject(top['component'])) };
    return { type: 1, id: id(), components: (top['components'] as Json[]).map(filled) };
  });
  return {
    custom_id: modal.customId,
    components,
    ...(Object.keys(attachments).length > 0 ? { resolved: { attachments } } : {}),
  };
}

function answerOf(
  world: World,
  input: Json,
  field: ModalField,
  answer: ModalAnswer | undefined,
  attachments: Record<string, Json>,
): Json {
  const { customId, isRequired, options, value, maxLength } = field;
  const chosen = () =>
    (answer as readonly string[] | undefined) ?? options.filter(({ isDefault }) => isDefault).map((one) => one.value);
  const known = (values: readonly string[]) => {
    const wrong = values.find((one) => !options.some((option) => option.value === one));
    if (wrong !== undefined) throw new Error(`${customId} has no option ${wrong}.`);
    if (isRequired && values.length === 0) throw new Error(`${customId} is required.`);
    return values;
  };
  switch (field.type) {
    case 4: {
      const text = asText(answer ?? value);
      if (isRequired && text === '') throw new Error(`${customId} is required.`);
      if (text.length > maxLength) throw new Error(`${customId} takes ${maxLength} characters.`);
      return { value: text };
    }
    case 19: {
      const files = (answer ?? []) as readonly PickedFile[];
      const wrong = files.find(({ fileName }) => !suitsFileTypes(fileName, input['file_types']));
      if (wrong) throw new Error(`${customId} does not take ${wrong.fileName}.`);
      const values = files.map((file) => {
        const attachment = upload(world, world.application.id, file, true);
        attachments[attachment.id] = attachment.toJson();
        return attachment.id;
      });
      return { values };
    }
    case 21: {
      const [one] = known(answer === undefined ? chosen() : [asText(answer)]);
      return { value: one ?? null };
    }
    case 23:
      return { value: answer === true };
    default:
      // Selects of people, roles and channels list no options of their own.
      return { values: options.length > 0 ? known(chosen()) : chosen() };
  }
}
