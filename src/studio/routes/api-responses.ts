import { z } from '@hono/zod-openapi';

const Detail = z.object({ detail: z.string() }).openapi('Detail');
const ValidationDetail = z
  .object({
    detail: z.array(
      z.object({
        type: z.string(),
        loc: z.array(z.union([z.string(), z.number()])),
        msg: z.string(),
        input: z.unknown(),
      }),
    ),
  })
  .openapi('HTTPValidationError');

export const bearer = [{ Bearer: [] }];

export function jsonContent<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** Answers that any route may give, for the description of the API. Errors are thrown as `DetailError`. */
export const failures = {
  '4XX': jsonContent(Detail, 'Refused: no valid token, not found'),
  '5XX': jsonContent(Detail, 'Failed'),
  422: jsonContent(ValidationDetail, 'Values refused, one entry each'),
} as const;

/**
 * A JSON body for the description of the API. Given as JSON Schema, because a zod schema would be checked by the router, which
 * answers a wrong content type or broken JSON in other words than the real service; the route checks it with `readJson`.
 */
export function jsonBody(schema: z.ZodType) {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io: 'input',
    unrepresentable: 'any',
  });
  return { required: true, content: { 'application/json': { schema: described as Record<string, unknown> } } };
}
