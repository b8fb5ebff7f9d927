import { callbackTypes, type FakeInteraction, interactionTypes, responseDeadlineMs } from '../fake-interaction.ts';
import { type FakeMessage, messageFlags } from '../fake-message.ts';
import { asObject, FormErrors, type Json } from '../form-errors.ts';
import { type MessageForm, readMessageForm } from '../message-form.ts';
import { checkModal } from '../modal-rules.ts';
import type { UploadedFile } from '../multipart.ts';
import { edit, post } from '../posting.ts';
import { refusals } from '../refusals.ts';
import type { World } from '../world.ts';
import { param, type Route, type RouteAnswer, type RouteRequest } from './route.ts';

export const callbackRoute: Route = {
  name: 'callback',
  method: 'POST',
  pattern: '/interactions/:id/:token/callback',
  needs: 'interaction',
  handle: respond,
};

/** The first response: one, within 3 seconds, of a type that suits what was asked. */
function respond(request: RouteRequest): RouteAnswer {
  const { world, json, files, query } = request;
  const interaction = world.interaction(param(request, 'token'));
  if (!interaction || interaction.id !== param(request, 'id')) throw refusals.unknownInteraction();
  if (interaction.first) throw refusals.alreadyAcknowledged();
  if (interaction.ageMs > responseDeadlineMs) throw refusals.unknownInteraction();
  const { type, data } = asObject(json);
  carryOut(world, interaction, Number(type), asObject(data), files);
  return query.get('with_response') === 'true' ? { status: 200, body: described(interaction) } : { status: 204 };
}

function carryOut(
  world: World,
  interaction: FakeInteraction,
  type: number,
  data: Json,
  files: readonly UploadedFile[],
): void {
  assertSuits(interaction, type);
  const readForm = (edited?: FakeMessage) =>
    readMessageForm(data, files, { fileLimit: interaction.setting.fileLimit, edited, path: ['data'] });
  switch (type) {
    case callbackTypes.message:
      interaction.message = postResponse(world, interaction, readForm(), 0);
      break;
    case callbackTypes.deferredMessage: {
      const errors = new FormErrors();
      // Of all flags only EPHEMERAL goes with "thinking"; IS_COMPONENTS_V2 is set by the edit that fills it.
      errors.oneOf(['data', 'flags'], Number(data['flags'] ?? 0), [0, messageFlags.ephemeral]);
      errors.throwIfAny();
      interaction.message = postResponse(world, interaction, readForm(), messageFlags.loading);
      break;
    }
    case callbackTypes.deferredUpdate:
      interaction.message = interaction.source;
      break;
    case callbackTypes.update: {
      const { source, channel } = interaction;
      if (!source || source.isDeleted) throw refusals.unknownMessage();
      edit(world, channel, source, readForm(source));
      interaction.message = source;
      break;
    }
    case callbackTypes.autocomplete:
      checkChoices(data);
      break;
    default: {
      const errors = new FormErrors();
      checkModal(errors, ['data'], data);
      errors.throwIfAny();
    }
  }
  interaction.accept(type, data);
}

/**
 * Which responses an interaction takes: suggestions go with typing and nothing else does; updates need a message whose
 * component was used; a modal does not follow a modal.
 */
function assertSuits(interaction: FakeInteraction, type: number): void {
  const { message, deferredMessage, deferredUpdate, update, autocomplete, modal } = callbackTypes;
  const suitable =
    interaction.type === interactionTypes.autocomplete
      ? [autocomplete]
      : [
          message,
          deferredMessage,
          ...(interaction.source ? [deferredUpdate, update] : []),
          ...(interaction.type === interactionTypes.modalSubmit ? [] : [modal]),
        ];
  const errors = new FormErrors();
  errors.oneOf(['type'], type, suitable);
  errors.throwIfAny();
}

function postResponse(world: World, interaction: FakeInteraction, form: MessageForm, flags: number): FakeMessage {
  const { channel, setting, payload } = interaction;
  const isEphemeral = (form.flags & messageFlags.ephemeral) !== 0 || setting.isForcedEphemeral;
  const target = asObject(payload['data'])['target_id'];
  const isAboutMessage = interaction.type === interactionTypes.command && typeof target === 'string';
  const answered = isAboutMessage ? target : interaction.source?.id;
  return post(world, {
    channel,
    form,
    byDefault: 'users',
    flags: flags | (isEphemeral ? messageFlags.ephemeral : 0),
    type: responseType(interaction, isAboutMessage),
    reference: answered === undefined ? undefined : { messageId: answered, channelId: channel.id },
    interaction: interactionMetadata(interaction),
    ephemeralFor: isEphemeral ? setting.personId : undefined,
  });
}

/** Slash command 20, context menu 23; the answer to a component is a reply. */
function responseType(interaction: FakeInteraction, isAboutMessage: boolean): number {
  if (isAboutMessage) return 23;
  if (interaction.source) return 19;
  return interaction.type === interactionTypes.command ? 20 : 0;
}

export function interactionMetadata({ id, type, payload }: FakeInteraction): Json {
  const { user, member, authorizing_integration_owners } = payload;
  return { id, type, user: user ?? asObject(member)['user'], authorizing_integration_owners };
}

/** At most 25 choices, each with a name of 1 to 100 characters and a text of at most 100 or a number. */
function checkChoices(data: Json): void {
  const errors = new FormErrors();
  for (const [at, choice] of errors.list(['data', 'choices'], data['choices'] ?? null, 0, 25).entries()) {
    const { name, value } = asObject(choice);
    errors.text(['data', 'choices', at, 'name'], name, 1, 100);
    if (typeof value !== 'number') errors.text(['data', 'choices', at, 'value'], value, 1, 100);
  }
  errors.throwIfAny();
}

function described(interaction: FakeInteraction): Json {
  const { message, first } = interaction;
  const showsMessage = first?.type === callbackTypes.message || first?.type === callbackTypes.update;
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      ...(message
        ? {
            response_message_id: message.id,
            response_message_loading: message.isLoading,
            response_message_ephemeral: message.isEphemeral,
          }
        : {}),
    },
    resource: { type: first?.type, ...(showsMessage && message ? { message: message.toJson() } : {}) },
  };
}
