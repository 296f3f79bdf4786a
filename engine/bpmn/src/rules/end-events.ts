import { isEvent, type Member } from '../parse/plan.js';
import type { Checked } from './checked.js';

/** A cancel end event needs the transaction it cancels. */
export function checkEndEvents({ plan, parser }: Checked): void {
  for (const { id, element, scope } of plan.members) {
    if (element.local !== 'endEvent' || !isEvent(element, 'cancel')) continue;
    if (isInTransaction(scope.owner)) continue;
    const message = 'end event with cancelEventDefinition only supported inside transaction subprocess';
    parser.error('CANCEL_END_OUTSIDE', message, element, id);
  }
}

function isInTransaction(owner: Member | undefined): boolean {
  return owner?.element.local === 'transaction';
}
