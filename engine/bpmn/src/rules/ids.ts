import type { Checked } from './checked.js';

/** XML Schema's NCName, near enough: a letter or underscore first, and no colon. */
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}\u00b7._-]*$/u;

/**
 * Ids of what runs are names (XML Schema, type ID). They stand in `key:version:id` and `activity#multiInstanceBody`, in
 * addresses and in expressions, where a colon, a slash or a number sign means something else.
 */
export function checkIds({ model, plan, parser }: Checked): void {
  const check = (id: string, element: (typeof plan.process)['element']) => {
    if (id === '' || NAME.test(id)) return;
    const message = `'${id}' is not a valid value for 'NCName': an id begins with a letter or '_' and holds letters, digits, '.', '-' and '_' only`;
    parser.error('ID_NOT_A_NAME', message, element, id);
  };
  check(model.key, plan.process.element);
  for (const { id, element } of plan.members) check(id, element);
  for (const { id, element } of plan.flows) check(id, element);
}
