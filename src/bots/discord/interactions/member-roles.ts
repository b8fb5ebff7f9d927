import { z } from 'zod';

/** So many interactions may be under way at once. */
const most = 1000;

const Packet = z.object({
  t: z.literal('INTERACTION_CREATE'),
  d: z.object({ id: z.string(), member: z.object({ roles: z.array(z.string()) }) }),
});

/**
 * The roles of those who act, as Discord says them with each interaction. The library drops all roles that it does not know by name, and without
 * the intent for servers it knows none.
 */
export class MemberRoles {
  readonly #byInteraction = new Map<string, readonly string[]>();

  /** To be told of every packet from the gateway, which comes before the interaction that is made of it. */
  note(packet: unknown): void {
    const parsed = Packet.safeParse(packet);
    if (!parsed.success) return;
    this.#byInteraction.set(parsed.data.d.id, parsed.data.d.member.roles);
    const [oldest] = this.#byInteraction.keys();
    if (oldest !== undefined && this.#byInteraction.size > most) this.#byInteraction.delete(oldest);
  }

  /** None for somebody outside of a server. */
  of(interactionId: string): readonly string[] {
    return this.#byInteraction.get(interactionId) ?? [];
  }
}
