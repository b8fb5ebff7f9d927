import { componentsOf } from './component-tree.ts';
import type { FakeInteraction } from './fake-interaction.ts';
import { asObject, type Json } from './form-errors.ts';

const inputTypes = [3, 4, 5, 6, 7, 8, 19, 21, 22, 23];

/** One thing to fill in. */
export interface ModalField {
  readonly customId: string;
  readonly type: number;
  readonly label: string | undefined;
  /** What a text input holds before the person types. */
  readonly value: string | undefined;
  readonly isRequired: boolean;
  /** Values of a select, radio or checkbox group, with the chosen ones marked. */
  readonly options: readonly { readonly label: string; readonly value: string; readonly isDefault: boolean }[];
  readonly maxLength: number;
}

/** A modal as a person sees it. */
export class FakeModal {
  readonly data: Json;
  /** What it was the answer to. */
  readonly interaction: FakeInteraction;

  constructor(data: Json, interaction: FakeInteraction) {
    this.data = data;
    this.interaction = interaction;
  }

  get customId(): string {
    return String(this.data['custom_id']);
  }

  get title(): string {
    return String(this.data['title']);
  }

  get components(): readonly Json[] {
    return this.data['components'] as Json[];
  }

  get fields(): ModalField[] {
    return this.components.flatMap((top) =>
      componentsOf([top])
        .filter(({ type }) => inputTypes.includes(Number(type)))
        .map((input) => ({
          customId: String(input['custom_id']),
          type: Number(input['type']),
          label: (top['label'] ?? input['label']) as string | undefined,
          value: input['value'] as string | undefined,
          isRequired: input['required'] !== false && input['type'] !== 23,
          options: ((input['options'] ?? []) as unknown[])
            .map(asObject)
            .map(({ label, value, default: isDefault }) => ({
              label: String(label),
              value: String(value),
              isDefault: isDefault === true,
            })),
          maxLength: Number(input['max_length'] ?? 4000),
        })),
    );
  }
}
