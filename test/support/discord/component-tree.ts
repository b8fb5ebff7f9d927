import { asObject, type Json } from './form-errors.ts';

/** All components of a tree, outermost first: rows, labels, sections, containers and what is in them. */
export function componentsOf(tree: readonly unknown[]): Json[] {
  return tree.flatMap((entry) => {
    const component = asObject(entry);
    const inner = [component['components'], component['component'], component['accessory']].flat();
    return [component, ...componentsOf(inner.filter((child) => child !== undefined && child !== null))];
  });
}
